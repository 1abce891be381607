package org.mathlode.pipeline.html;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Attributes;
import org.jsoup.parser.Parser;

/**
 * The characters of a page cut into tags, text and comments (HTML Standard, section 13.2.5), as jsoup cuts them. What is
 * seldom and needs care it refuses: markup that is open at the end of the page, and names of elements with odd characters.
 * One per task, not thread-safe.
 */
final class Markup {
    /** jsoup leaves out what is more than 512 attributes. */
    static final int MOST_ATTRIBUTES = 500;
    /** Longer texts are seldom there twice. */
    private static final int LONGEST_REPEATED_TEXT = 12;
    /** Attributes of SVG whose names are not in lower case (HTML Standard, section 13.2.6.1, adjust SVG attributes). */
    private static final Map<String, String> SVG_ATTRIBUTES = new HashMap<>();

    static {
        for (String name : ("attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant edgeMode filterUnits glyphRef gradientTransform gradientUnits kernelMatrix"
                + " kernelUnitLength keyPoints keySplines keyTimes lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits numOctaves pathLength patternContentUnits"
                + " patternTransform patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits refX refY repeatCount repeatDur requiredExtensions requiredFeatures"
                + " specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX targetY textLength viewBox viewTarget"
                + " xChannelSelector yChannelSelector zoomAndPan").split(" ")) {
            SVG_ATTRIBUTES.put(name.toLowerCase(Locale.ROOT), name);
        }
    }

    private final Parser references = Parser.htmlParser();
    private final NameTable<ElementName> elements = new NameTable<>(10, name -> ElementName.of(lower(name)));
    private final NameTable<String> attributeNames = new NameTable<>(10, Markup::lower);
    private final NameTable<String> strings = new NameTable<>(11, string -> string);

    private char[] in;
    private int length;
    private int tagStart;
    /** The next character. */
    int at;
    /** The name of the tag read last. */
    ElementName name;
    /** Its attributes, names in lower case, or null if it has none. */
    Attributes attributes;
    boolean selfClosing;

    /** Begins a page: the first {@code length} characters of {@code in}. */
    void begin(char[] in, int length) {
        this.in = in;
        this.length = length;
        at = 0;
    }

    boolean atEnd() {
        return at >= length;
    }

    /** The character {@code ahead} behind the next one; 0, which no page holds that is read here, at the end. */
    char peek(int ahead) {
        return at + ahead < length ? in[at + ahead] : 0;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }

    static boolean isLetter(char c) {
        return (c | 32) >= 'a' && (c | 32) <= 'z' && c < 128;
    }

    /** The end of the white space that begins here. */
    int spaceEnd() {
        int i = at;
        while (i < length && isSpace(in[i])) {
            i++;
        }
        return i;
    }

    /** The end of the text that begins here: a tag, a comment, or the end of the page. */
    int textEnd() throws UnusualMarkup {
        int i = at;
        while (true) {
            while (i < length && in[i] != '<') {
                i++;
            }
            if (i + 1 >= length) {
                return length;
            }
            char next = in[i + 1];
            if (isLetter(next) || next == '!' || next == '?') {
                return i;
            }
            if (next == '/') {
                char name = i + 2 < length ? in[i + 2] : '>';
                if (name == '>') {
                    throw new UnusualMarkup("an end tag without a name");
                }
                return i;
            }
            i++;
        }
    }

    /** The text from here to {@code end}, references resolved; goes on behind it. */
    String text(int end) {
        String text = resolved(at, end, References.IN_TEXT);
        at = end;
        return text;
    }

    /** The text from here to {@code end} as it stands; goes on behind it. */
    String plain(int end) {
        String text = strings.of(in, at, end);
        at = end;
        return text;
    }

    private enum References { IN_TEXT, IN_ATTRIBUTE }

    private String resolved(int from, int to, References where) {
        for (int i = from; i < to; i++) {
            if (in[i] == '&') {
                return resolve(from, i, to, where);
            }
        }
        int repeated = where == References.IN_TEXT ? LONGEST_REPEATED_TEXT : NameTable.LONGEST;
        return to - from <= repeated ? strings.of(in, from, to) : new String(in, from, to - from);
    }

    /** Resolves the commonest references itself, strings with any other by the parser. */
    private String resolve(int from, int first, int to, References where) {
        StringBuilder out = new StringBuilder(to - from);
        int done = from;
        for (int i = first; i < to; i++) {
            if (in[i] != '&') {
                continue;
            }
            char c = i + 1 < to ? in[i + 1] : ' ';
            if (!isLetter(c) && c != '#') {
                continue; // an ampersand
            }
            out.append(in, done, i - done);
            if (is(i, to, "&amp;")) {
                out.append('&');
                i += 4;
            } else if (is(i, to, "&lt;")) {
                out.append('<');
                i += 3;
            } else if (is(i, to, "&gt;")) {
                out.append('>');
                i += 3;
            } else if (is(i, to, "&quot;")) {
                out.append('"');
                i += 5;
            } else if (is(i, to, "&nbsp;")) {
                out.append('\u00a0');
                i += 5;
            } else {
                return references.unescape(new String(in, from, to - from), where == References.IN_ATTRIBUTE);
            }
            done = i + 1;
        }
        return out.append(in, done, to - done).toString();
    }

    private boolean is(int from, int to, String wanted) {
        if (from + wanted.length() > to) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if (in[from + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isIgnoringCase(int from, String lowerCase) {
        if (from + lowerCase.length() > length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            char c = in[from + i];
            if ((c >= 'A' && c <= 'Z' ? c | 32 : c) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads a tag whose name begins here. */
    void tag() throws UnusualMarkup {
        int start = at;
        int i = at;
        while (i < length && (isLetter(in[i]) || in[i] >= '0' && in[i] <= '9' || in[i] == '-' || in[i] == ':' || in[i] == '_')) {
            i++;
        }
        char c = i < length ? in[i] : 0;
        if (c != '>' && c != '/' && !isSpace(c)) {
            throw new UnusualMarkup("a name");
        }
        name = elements.of(in, start, i);
        at = i;
        attributes();
    }

    private void attributes() throws UnusualMarkup {
        tagStart = at;
        attributes = null;
        selfClosing = false;
        int i = at;
        for (int count = 0; count < MOST_ATTRIBUTES; ) {
            while (i < length && isSpace(in[i])) {
                i++;
            }
            if (i >= length) {
                throw new UnusualMarkup("an open tag");
            }
            if (in[i] == '>') {
                at = i + 1;
                return;
            }
            if (in[i] == '/') {
                i++;
                if (i < length && in[i] == '>') {
                    selfClosing = true;
                    at = i + 1;
                    return;
                }
                continue;
            }
            i = attribute(i);
            count++;
        }
        throw new UnusualMarkup("attributes");
    }

    /** Reads an attribute and returns the position behind it. */
    private int attribute(int start) throws UnusualMarkup {
        int i = start + 1; // any character begins a name
        while (i < length && in[i] != '=' && in[i] != '>' && in[i] != '/' && !isSpace(in[i])) {
            i++;
        }
        String key = attributeNames.of(in, start, i);
        while (i < length && isSpace(in[i])) {
            i++;
        }
        String value = null;
        if (i < length && in[i] == '=') {
            i++;
            while (i < length && isSpace(in[i])) {
                i++;
            }
            char quote = i < length ? in[i] : 0;
            if (quote == '"' || quote == '\'') {
                int from = ++i;
                while (i < length && in[i] != quote) {
                    i++;
                }
                value = resolved(from, Math.min(i, length), References.IN_ATTRIBUTE);
                i++;
            } else if (quote != '>') {
                int from = i;
                while (i < length && in[i] != '>' && !isSpace(in[i])) {
                    i++;
                }
                value = resolved(from, i, References.IN_ATTRIBUTE);
            }
        }
        if (attributes == null) {
            attributes = new Attributes();
        }
        if (!attributes.hasKey(key)) {
            attributes.add(key, value);
        }
        return i;
    }

    /** True if all attribute names of the tag read last are in lower case; may be false where a value is not. */
    boolean writtenInLowerCase() {
        char quote = 0;
        for (int i = tagStart; i < at; i++) {
            char c = in[i];
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c >= 'A' && c <= 'Z') {
                return false;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
        }
        return quote == 0;
    }

    /** The attributes of the tag read last under their names in SVG. */
    Attributes svgAttributes() {
        boolean other = false;
        if (attributes != null) {
            for (var own : attributes) {
                other |= SVG_ATTRIBUTES.containsKey(own.getKey());
            }
        }
        if (!other) {
            return attributes;
        }
        Attributes adjusted = new Attributes();
        for (var own : attributes) {
            adjusted.add(SVG_ATTRIBUTES.getOrDefault(own.getKey(), own.getKey()), own.hasDeclaredValue() ? own.getValue() : null);
        }
        return adjusted;
    }

    /** Passes over a comment, declaration or instruction that begins here with its bracket. */
    void comment() throws UnusualMarkup {
        if (peek(1) != '!' || peek(2) != '-' || peek(3) != '-') {
            while (at < length && in[at] != '>') {
                at++;
            }
        } else if (peek(4) == '>') {
            at += 4;
        } else if (peek(4) == '-' && peek(5) == '>') {
            at += 5;
        } else {
            at += 4;
            while (at < length && !(in[at] == '-' && peek(1) == '-' && (peek(2) == '>' || peek(2) == '!' && peek(3) == '>'))) {
                at++;
            }
            at += peek(2) == '!' ? 3 : 2;
        }
        if (at >= length) {
            throw new UnusualMarkup("an open comment");
        }
        at++;
    }

    /** The end of the raw text that begins here: the end tag of this element. */
    int rawEnd(ElementName element) throws UnusualMarkup {
        boolean commented = false;
        for (int i = at; i < length; i++) {
            if (in[i] != '<') {
                continue;
            }
            if (i + 1 < length && in[i + 1] == '/' && isIgnoringCase(i + 2, element.name)) {
                char behind = i + 2 + element.name.length() < length ? in[i + 2 + element.name.length()] : 0;
                if (behind == '>' || behind == '/' || isSpace(behind)) {
                    return i;
                }
            }
            if (element.group == ElementName.Group.SCRIPT) {
                commented |= i + 3 < length && in[i + 1] == '!' && in[i + 2] == '-' && in[i + 3] == '-';
                if (commented && isIgnoringCase(i + 1, "script")) {
                    throw new UnusualMarkup("a script in a comment in a script");
                }
            }
        }
        throw new UnusualMarkup("open raw text");
    }

    /** True for the declarations behind which a page is laid out by today's rules; for others this is not known here. */
    boolean isStandardDoctype() {
        if (!isIgnoringCase(at, "<!doctype")) {
            return false;
        }
        int i = at + 9;
        while (i < length && isSpace(in[i])) {
            i++;
        }
        if (i == at + 9 || !isIgnoringCase(i, "html")) {
            return false;
        }
        i += 4;
        while (i < length && isSpace(in[i])) {
            i++;
        }
        return i < length && in[i] == '>';
    }

    /** True if a character is among those from {@code from} on that were read. */
    boolean holds(char wanted, int from) {
        for (int i = from; i < at; i++) {
            if (in[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Passes over the line break that may follow the start tag of preformatted text. */
    void skipLineBreak() throws UnusualMarkup {
        if (peek(0) == '&' && peek(1) == '#') {
            throw new UnusualMarkup("a reference that may be a line break");
        }
        at += peek(0) == '\r' && peek(1) == '\n' ? 2 : peek(0) == '\r' || peek(0) == '\n' ? 1 : 0;
    }

    boolean isDoctype() {
        return isIgnoringCase(at, "<!doctype");
    }

    private static String lower(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                StringBuilder out = new StringBuilder(name);
                for (int k = i; k < out.length(); k++) {
                    char c = out.charAt(k);
                    out.setCharAt(k, c >= 'A' && c <= 'Z' ? (char) (c | 32) : c);
                }
                return out.toString();
            }
        }
        return name;
    }
}
