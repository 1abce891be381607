package org.mathlode.pipeline.html;

import java.util.HashMap;
import java.util.Map;

/** AsciiMath to LaTeX, by the grammar at asciimath.org: symbols are the longest match, {@code /} binds two simple expressions. */
final class AsciiMath {
    private static final int DEEPEST = 100;
    private static final int LONGEST_SYMBOL = 20;
    /** What is left of a formula that takes more stays as it is. */
    private static final int STEPS_A_CHARACTER = 8;
    private static final Map<String, String> SYMBOLS = new HashMap<>();
    private static final Map<String, String> UNARY = new HashMap<>();

    static {
        String symbols = "alpha beta gamma Gamma delta Delta epsilon varepsilon zeta eta theta Theta vartheta iota kappa lambda Lambda mu nu xi Xi pi Pi"
                + " rho sigma Sigma tau upsilon phi Phi varphi chi psi Psi omega Omega sum prod int oint grad=nabla del=partial +-=pm O/=emptyset oo=infty"
                + " aleph ... :.=therefore :'=because /_=angle ** ***=star //=/ xx=times -:=div @=circ o+=oplus ox=otimes o.=odot ^^=wedge ^^^=bigwedge vv=vee vvv=bigvee"
                + " nn=cap nnn=bigcap uu=cup uuu=bigcup !==neq ne=neq lt=< gt=> <==leq le=leq lt==leq >==geq ge=geq gt==geq mlt=ll mgt=gg -<=prec >-=succ -<==preceq >-==succeq"
                + " in !in=notin sub=subset sup=supset sube=subseteq supe=supseteq -==equiv ~==cong ~~=approx ~=sim prop=propto not=neg =>=Rightarrow if <=>=Leftrightarrow iff AA=forall EE=exists _|_=bot"
                + " TT=top |--=vdash |==models uarr=uparrow darr=downarrow rarr=rightarrow ->=to larr=leftarrow harr=leftrightarrow rArr=Rightarrow lArr=Leftarrow hArr=Leftrightarrow |->=mapsto >->=rightarrowtail"
                + " CC=mathbb{C} NN=mathbb{N} QQ=mathbb{Q} RR=mathbb{R} ZZ=mathbb{Z} lim Lim sin cos tan sinh cosh tanh cot sec csc arcsin arccos arctan coth sech csch exp log ln det dim mod gcd lcm lub glb min max"
                + " cdots vdots ddots cdot quad qquad diamond square |__=lfloor __|=rfloor |~=lceil ~|=rceil dx dy dz dt ldots prime setminus backslash infty times div circ cup cap wedge vee subset subseteq supset"
                + " partial nabla leq geq neq approx equiv to forall exists and or langle rangle pm";
        for (String entry : symbols.split(" ")) {
            int equals = entry.indexOf('=', 1);
            while (equals > 0 && equals + 1 < entry.length() && entry.charAt(equals + 1) == '=') {
                equals++;
            }
            if (equals > 0 && equals < entry.length() - 1) {
                SYMBOLS.put(entry.substring(0, equals), entry.substring(equals + 1));
            } else if (!entry.isEmpty() && Character.isLetter(entry.charAt(0))) {
                SYMBOLS.put(entry, entry);
            }
        }
        SYMBOLS.put("...", "ldots");
        SYMBOLS.put("**", "ast");
        SYMBOLS.put("*", "cdot");
        SYMBOLS.put("dx", "{dx}");
        SYMBOLS.put("dy", "{dy}");
        SYMBOLS.put("dz", "{dz}");
        SYMBOLS.put("dt", "{dt}");
        SYMBOLS.put("if", "text{ if }");
        SYMBOLS.put("and", "text{ and }");
        SYMBOLS.put("or", "text{ or }");
        SYMBOLS.put("lt", "lt");
        SYMBOLS.put("gt", "gt");
        SYMBOLS.put("Lim", "operatorname{Lim}");
        SYMBOLS.put("lcm", "operatorname{lcm}");
        SYMBOLS.put("lub", "operatorname{lub}");
        SYMBOLS.put("glb", "operatorname{glb}");
        SYMBOLS.put("sech", "operatorname{sech}");
        SYMBOLS.put("csch", "operatorname{csch}");
        SYMBOLS.put("mod", "bmod");
        SYMBOLS.put("//", "{/}");
        for (String entry : "sqrt hat bar=overline vec dot ddot ul=underline overline underline tilde abs norm floor ceil text bb=mathbf bbb=mathbb cc=mathcal tt=mathtt fr=mathfrak sf=mathsf mbox=text cancel ubrace=underbrace obrace=overbrace f g".split(" ")) {
            int equals = entry.indexOf('=');
            if (entry.length() > 1) {
                UNARY.put(equals < 0 ? entry : entry.substring(0, equals), equals < 0 ? entry : entry.substring(equals + 1));
            }
        }
    }

    private final String source;
    private final Steps steps;
    private int at;
    private int depth;

    /** How many expressions may still be read, cells of matrices and second attempts included; shared by all readers of a formula. */
    private static final class Steps {
        private int left;
    }

    private AsciiMath(String source, Steps steps) {
        this.source = source;
        this.steps = steps;
    }

    static String toLatex(String asciiMath) {
        Steps steps = new Steps();
        steps.left = 1_000 + STEPS_A_CHARACTER * asciiMath.length();
        AsciiMath reader = new AsciiMath(asciiMath.strip(), steps);
        StringBuilder out = new StringBuilder();
        while (reader.at < reader.source.length()) {
            int before = reader.at;
            reader.expression(out, "");
            if (reader.at < reader.source.length()) {
                out.append(reader.source.charAt(reader.at++)); // a closing bracket without its opening one
            }
            if (reader.at == before) {
                break;
            }
        }
        return out.toString().strip();
    }

    private void expression(StringBuilder out, String closing) {
        if (++depth > DEEPEST || --steps.left < 0) {
            steps.left -= source.length() - at >> 3;
            out.append(source.substring(at));
            at = source.length();
            depth--;
            return;
        }
        while (true) {
            int before = at;
            blanks();
            boolean spaced = at > before;
            if (at >= source.length() || isClosing(closing)) {
                break;
            }
            String item = intermediate();
            blanks();
            if (at < source.length() && source.charAt(at) == '/' && !source.startsWith("//", at)) {
                at++;
                blanks();
                String under = at < source.length() && !isClosing(closing) ? intermediate() : "";
                item = "\\frac{" + inner(item) + "}{" + inner(under) + "}";
            }
            if (item.isEmpty() && at == before) {
                break;
            }
            if (spaced && out.length() > 0 && item.length() > 0 && needsBlank(out, item)) {
                out.append(' ');
            }
            if (!item.isEmpty()) {
                MathSymbols.separate(out, item.charAt(0));
            }
            out.append(item);
        }
        depth--;
    }

    private static boolean needsBlank(StringBuilder out, String item) {
        char before = out.charAt(out.length() - 1);
        return "=<>".indexOf(before) >= 0 || "=<>".indexOf(item.charAt(0)) >= 0 || Character.isLetterOrDigit(before) && Character.isLetterOrDigit(item.charAt(0));
    }

    private boolean isClosing(String closing) {
        char c = source.charAt(at);
        return c == ')' || c == ']' || c == '}' || source.startsWith(":)", at) || source.startsWith(":}", at)
                || (closing.equals("|") && c == '|' && !source.startsWith("|->", at)) || source.startsWith(">>", at) && closing.equals(">>");
    }

    /** A simple expression with its scripts. */
    private String intermediate() {
        String base = simple();
        StringBuilder out = new StringBuilder(base);
        blanks();
        if (at < source.length() && source.charAt(at) == '_' && !source.startsWith("_|_", at) && !source.startsWith("__|", at)) {
            at++;
            out.append("_{").append(inner(simple())).append('}');
            blanks();
        }
        if (at < source.length() && source.charAt(at) == '^' && !source.startsWith("^^", at)) {
            at++;
            out.append("^{").append(inner(simple())).append('}');
        }
        return out.toString();
    }

    private String simple() {
        blanks();
        if (at >= source.length() || ++depth > DEEPEST) {
            return "";
        }
        try {
            return token();
        } finally {
            depth--;
        }
    }

    private String token() {
        char c = source.charAt(at);
        if (c == '"') {
            int end = source.indexOf('"', at + 1);
            end = end < 0 ? source.length() : end;
            String text = source.substring(at + 1, end);
            at = Math.min(source.length(), end + 1);
            return "\\text{" + text + "}";
        }
        if (Character.isDigit(c) || (c == '.' && at + 1 < source.length() && Character.isDigit(source.charAt(at + 1)))) {
            int start = at;
            while (at < source.length() && (Character.isDigit(source.charAt(at)) || (source.charAt(at) == '.' && at + 1 < source.length()
                    && Character.isDigit(source.charAt(at + 1))))) {
                at++;
            }
            return source.substring(start, at);
        }
        if ("([{".indexOf(c) >= 0 || source.startsWith("{:", at) || source.startsWith("(:", at) || source.startsWith("<<", at)) {
            return bracket();
        }
        for (int n = Math.min(LONGEST_SYMBOL, source.length() - at); n >= 1; n--) {
            String word = source.substring(at, at + n);
            String function = UNARY.get(word);
            if (function != null) {
                at += n;
                return unary(word, function);
            }
            if (word.equals("frac") || word.equals("root") || word.equals("stackrel") || word.equals("overset") || word.equals("underset") || word.equals("color")) {
                at += n;
                return binary(word);
            }
            String symbol = SYMBOLS.get(word);
            if (symbol != null) {
                at += n;
                return symbol.charAt(0) == '{' || symbol.charAt(0) == '<' || symbol.charAt(0) == '>' ? symbol : "\\" + symbol;
            }
        }
        if (c == '|') {
            return absolute();
        }
        if (c == '\\' && at + 1 < source.length()) {
            int end = Latex.commandEnd(source, at);
            String command = source.substring(at, end);
            at = end;
            return command.equals("\\ ") ? "\\ " : command;
        }
        int code = source.codePointAt(at);
        at += Character.charCount(code);
        StringBuilder out = new StringBuilder();
        MathSymbols.append(code, out);
        return out.toString();
    }

    private String bracket() {
        String open = source.startsWith("{:", at) || source.startsWith("(:", at) || source.startsWith("<<", at) ? source.substring(at, at + 2) : source.substring(at, at + 1);
        at += open.length();
        int start = at;
        StringBuilder inside = new StringBuilder();
        expression(inside, open.equals("<<") ? ">>" : "");
        String content = inside.toString().strip();
        String close = "";
        if (at < source.length()) {
            close = source.startsWith(":}", at) || source.startsWith(":)", at) || source.startsWith(">>", at) ? source.substring(at, at + 2) : source.substring(at, at + 1);
            steps.left -= at - start >> 3;
            String matrix = steps.left < 0 ? null : matrix(source.substring(start, at));
            at += close.length();
            if (matrix != null) {
                String left = fence(open);
                String right = fence(close);
                return left.equals(".") && right.equals(".") ? matrix : "\\left" + left + matrix + "\\right" + right;
            }
        }
        return fence(open).replaceFirst("^\\.$", "") + content + fence(close).replaceFirst("^\\.$", "");
    }

    private static String fence(String bracket) {
        switch (bracket) {
            case "{":
                return "\\{";
            case "}":
                return "\\}";
            case "{:":
            case ":}":
            case "":
                return ".";
            case "(:":
            case "<<":
                return "\\langle ";
            case ":)":
            case ">>":
                return "\\rangle ";
            default:
                return bracket;
        }
    }

    /** {@code [a,b],[c,d]} inside brackets is a matrix. */
    private String matrix(String inside) {
        String text = inside.strip();
        if (text.length() < 7 || !(text.startsWith("[") || text.startsWith("(")) || !text.matches("(?s)[\\[(][^\\[\\]]*[\\])]\\s*,\\s*[\\[(].*[\\])]")) {
            return null;
        }
        StringBuilder out = new StringBuilder("\\begin{matrix} ");
        int level = 0;
        int start = 0;
        boolean first = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' || c == '(' || c == '{') {
                if (level++ == 0) {
                    start = i + 1;
                }
            } else if (c == ']' || c == ')' || c == '}') {
                if (--level == 0) {
                    out.append(first ? "" : " \\\\ ");
                    first = false;
                    cells(text.substring(start, i), out);
                }
            }
        }
        return out.append(" \\end{matrix}").toString();
    }

    private void cells(String row, StringBuilder out) {
        int level = 0;
        int start = 0;
        for (int i = 0; i <= row.length(); i++) {
            char c = i < row.length() ? row.charAt(i) : ',';
            level += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (c == ',' && (level == 0 || i == row.length())) {
                AsciiMath cell = new AsciiMath(row.substring(start, i).strip(), steps);
                cell.depth = depth;
                out.append(start == 0 ? "" : " & ");
                cell.expression(out, "");
                start = i + 1;
            }
        }
    }

    private String absolute() {
        int start = at++;
        StringBuilder inside = new StringBuilder();
        expression(inside, "|");
        if (at < source.length() && source.charAt(at) == '|') {
            at++;
            return "\\left|" + inside + "\\right|";
        }
        if (steps.left < 0) {
            return "|" + inside;
        }
        steps.left -= at - start >> 3;
        at = start + 1;
        return "|";
    }

    private String unary(String word, String function) {
        if (function.equals("text")) {
            blanks();
            if (at < source.length() && "([{".indexOf(source.charAt(at)) >= 0) {
                char close = ")]}".charAt("([{".indexOf(source.charAt(at)));
                int end = source.indexOf(close, at);
                end = end < 0 ? source.length() : end;
                String text = source.substring(at + 1, end);
                at = Math.min(source.length(), end + 1);
                return "\\text{" + text + "}";
            }
        }
        String argument = inner(simple());
        switch (word) {
            case "abs":
                return "\\left|" + argument + "\\right|";
            case "norm":
                return "\\left\\|" + argument + "\\right\\|";
            case "floor":
                return "\\left\\lfloor " + argument + "\\right\\rfloor ";
            case "ceil":
                return "\\left\\lceil " + argument + "\\right\\rceil ";
            default:
                return "\\" + function + "{" + argument + "}";
        }
    }

    private String binary(String word) {
        String first = inner(simple());
        String second = inner(simple());
        switch (word) {
            case "root":
                return "\\sqrt[" + first + "]{" + second + "}";
            case "color":
                return second;
            default:
                return "\\" + (word.equals("stackrel") ? "overset" : word) + "{" + first + "}{" + second + "}";
        }
    }

    /** The inside of an expression in round, square or no brackets: AsciiMath drops them where braces take their place. */
    private static String inner(String latex) {
        if (latex.length() > 1 && (latex.startsWith("(") && latex.endsWith(")") || latex.startsWith("[") && latex.endsWith("]"))) {
            return matched(latex) ? latex.substring(1, latex.length() - 1) : latex;
        }
        if (latex.length() > 3 && latex.startsWith("\\{") && latex.endsWith("\\}") && latex.indexOf("\\}") == latex.length() - 2) {
            return latex.substring(2, latex.length() - 2);
        }
        return latex;
    }

    private static boolean matched(String latex) {
        char open = latex.charAt(0);
        char close = latex.charAt(latex.length() - 1);
        int level = 0;
        for (int i = 0; i < latex.length(); i++) {
            level += latex.charAt(i) == open ? 1 : latex.charAt(i) == close ? -1 : 0;
            if (level == 0 && i < latex.length() - 1) {
                return false;
            }
        }
        return level == 0;
    }

    private void blanks() {
        while (at < source.length() && source.charAt(at) <= ' ') {
            at++;
        }
    }
}
