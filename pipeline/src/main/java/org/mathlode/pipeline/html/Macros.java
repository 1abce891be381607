package org.mathlode.pipeline.html;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The macros a page defines in its formulas. Definitions are taken out of the text, where they are noise; formulas stay as
 * their author wrote them, and the definitions travel beside the text.
 */
final class Macros {
    private static final Set<String> DEFINING = Set.of("newcommand", "renewcommand", "providecommand", "def", "gdef", "edef", "xdef", "let",
            "DeclareMathOperator", "newenvironment", "renewenvironment", "DeclarePairedDelimiter", "definecolor", "require", "newtheorem",
            "DeclareMathSymbol", "DeclareRobustCommand", "newcolumntype", "setcounter", "counterwithin", "numberwithin");

    /** What is longer has lost its closing brace. */
    private static final int LONGEST_ARGUMENT = 2_000;

    private final Map<String, String> definitions = new LinkedHashMap<>();

    /** The macros a text uses, directly or through another macro: name with its backslash to definition, in the order of the page. */
    Map<String, String> usedIn(String text) {
        if (definitions.isEmpty()) {
            return Map.of();
        }
        Set<String> used = new HashSet<>();
        Deque<String> unread = new ArrayDeque<>();
        unread.push(text);
        while (!unread.isEmpty()) {
            String latex = unread.pop();
            for (int at = latex.indexOf('\\'); at >= 0; at = latex.indexOf('\\', Latex.commandEnd(latex, at))) {
                String name = latex.substring(at, Latex.commandEnd(latex, at));
                if (definitions.containsKey(name) && used.add(name)) {
                    unread.push(definitions.get(name));
                }
            }
        }
        Map<String, String> found = new LinkedHashMap<>();
        definitions.forEach((name, definition) -> {
            if (used.contains(name)) {
                found.put(name, definition);
            }
        });
        return Collections.unmodifiableMap(found);
    }

    /** Remembers the definitions in a block that is left out: books keep theirs in a hidden one. */
    void collect(PageTree tree, int block) {
        for (int i = block; i < tree.end(block); i++) {
            Tag tag = tree.tag(i);
            boolean source = tag == Tag.TEXT || tag == Tag.RAW && tree.attributeOrEmpty(tree.parent(i), "type").startsWith("math/");
            if (source && tree.characters(i).indexOf('\\') >= 0) {
                withoutDefinitions(tree.characters(i));
            }
        }
    }

    /** LaTeX without the definitions in it, which are remembered. */
    String withoutDefinitions(String tex) {
        if (tex.indexOf('\\') < 0 || !mentionsDefinition(tex)) {
            return tex;
        }
        StringBuilder out = new StringBuilder(tex.length());
        int i = 0;
        while (i < tex.length()) {
            if (tex.charAt(i) == '\\') {
                int end = definitionEnd(tex, i);
                if (end > 0) {
                    remember(tex.substring(i, end));
                    i = end;
                    continue;
                }
                int command = Latex.commandEnd(tex, i);
                out.append(tex, i, command);
                i = command;
            } else {
                out.append(tex.charAt(i++));
            }
        }
        String rest = out.toString().strip();
        return rest.chars().allMatch(c -> c <= ' ' || c == '}' || c == '{' || c == '%' || c == ';') || rest.startsWith("%") && rest.indexOf('\n') < 0 ? "" : rest;
    }

    private static boolean mentionsDefinition(String tex) {
        return tex.contains("\\new") || tex.contains("\\def") || tex.contains("\\renew") || tex.contains("\\provide") || tex.contains("\\Declare")
                || tex.contains("\\require") || tex.contains("\\let") || tex.contains("\\gdef") || tex.contains("\\xdef") || tex.contains("\\edef")
                || tex.contains("\\setcounter") || tex.contains("\\numberwithin");
    }

    /** The index behind the definition that starts at {@code at}, or -1 if none does. */
    int definitionEnd(CharSequence tex, int at) {
        int end = Latex.commandEnd(tex, at);
        if (end - at < 4 || end - at > 24) {
            return -1;
        }
        String command = tex.subSequence(at + 1, end).toString();
        if (!DEFINING.contains(command)) {
            return -1;
        }
        int i = end;
        if (i < tex.length() && tex.charAt(i) == '*') {
            i++;
        }
        switch (command) {
            case "def":
            case "gdef":
            case "edef":
            case "xdef":
                i = blank(tex, i);
                if (i >= tex.length() || tex.charAt(i) != '\\') {
                    return -1;
                }
                i = Latex.commandEnd(tex, i);
                while (i < tex.length() && tex.charAt(i) != '{' && i < end + 60) {
                    i++;
                }
                return group(tex, i);
            case "let":
                i = blank(tex, i);
                if (i >= tex.length() || tex.charAt(i) != '\\') {
                    return -1;
                }
                i = blank(tex, Latex.commandEnd(tex, i));
                if (i < tex.length() && tex.charAt(i) == '=') {
                    i = blank(tex, i + 1);
                }
                return i >= tex.length() ? -1 : tex.charAt(i) == '\\' ? Latex.commandEnd(tex, i) : i + 1;
            case "require":
                return group(tex, blank(tex, i));
            case "setcounter":
            case "DeclareMathOperator":
            case "numberwithin":
                return groups(tex, i, 2);
            case "definecolor":
            case "newenvironment":
            case "renewenvironment":
                return groups(tex, i, 3);
            default:
                return groups(tex, i, 2);
        }
    }

    /** {@code count} arguments, each a group or (the first) a bare command, with optional arguments in between. */
    private static int groups(CharSequence tex, int from, int count) {
        int i = from;
        for (int n = 0; n < count; n++) {
            i = blank(tex, i);
            while (i < tex.length() && tex.charAt(i) == '[') {
                int limit = Math.min(tex.length(), i + LONGEST_ARGUMENT);
                while (i < limit && tex.charAt(i) != ']') {
                    i++;
                }
                i = blank(tex, i + 1);
            }
            if (i < tex.length() && tex.charAt(i) == '\\') {
                i = Latex.commandEnd(tex, i);
            } else {
                i = group(tex, i);
                if (i < 0) {
                    return -1;
                }
            }
        }
        return i;
    }

    private static int group(CharSequence tex, int at) {
        return at < tex.length() && tex.charAt(at) == '{' ? Latex.groupEnd(tex, at, Math.min(tex.length(), at + LONGEST_ARGUMENT)) : -1;
    }

    private static int blank(CharSequence tex, int at) {
        int i = at;
        while (i < tex.length() && tex.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    /** Keeps a definition under the name it defines; returns the empty string, what it leaves in the text. */
    String remember(String definition) {
        int name = definition.indexOf('\\', 1);
        if (name > 0 && definitions.size() < 2_000) {
            definitions.put(definition.substring(name, Latex.commandEnd(definition, name)), definition.strip());
        }
        return "";
    }
}
