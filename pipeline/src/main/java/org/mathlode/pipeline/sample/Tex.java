package org.mathlode.pipeline.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tree of a formula, read from the small part of TeX that the grammars use. */
sealed interface Tex {
    record Row(List<Tex> items) implements Tex {}

    /** A letter, number, operator or word; {@code kind} is the MathML element it becomes. */
    record Symbol(String tex, String text, Kind kind) implements Tex {}

    record Fraction(Tex over, Tex under) implements Tex {}

    record Binomial(Tex over, Tex under) implements Tex {}

    record Root(Tex inside) implements Tex {}

    /** {@code sub} or {@code sup} may be null. */
    record Script(Tex of, Tex sub, Tex sup) implements Tex {}

    record Matrix(List<List<Tex>> rows) implements Tex {}

    enum Kind { MI, MN, MO, MTEXT }

    static Tex parse(String tex) {
        Parser parser = new Parser(tex);
        Tex row = parser.row();
        if (parser.at < tex.length()) {
            throw new IllegalArgumentException("cannot read the formula " + tex + " at " + parser.at);
        }
        return row;
    }

    /** Operators and letters with a command of their own. */
    Map<String, String> SYMBOLS = symbols(
            "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ phi φ"
                    + " varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Sigma Σ Omega Ω Phi Φ ell ℓ infty ∞ partial ∂ nabla ∇ emptyset ∅ prime ′");
    Map<String, String> OPERATORS = symbols(
            "le ≤ leq ≤ ge ≥ geq ≥ neq ≠ in ∈ notin ∉ sum ∑ prod ∏ int ∫ to → mapsto ↦ cdot ⋅ times × div ÷ equiv ≡ mid ∣ nmid ∤ subset ⊂"
                    + " subseteq ⊆ cup ∪ cap ∩ setminus ∖ otimes ⊗ oplus ⊕ forall ∀ exists ∃ approx ≈ sim ∼ cong ≅ Rightarrow ⇒ iff ⇔ pm ±"
                    + " angle ∠ triangle △ perp ⊥ parallel ∥ circ ∘ ldots … cdots ⋯ dots … lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ langle ⟨ rangle ⟩ trianglelefteq ⊴"
                    + " therefore ∴ because ∵ lt < gt >");
    List<String> FUNCTIONS = List.of("sin", "cos", "tan", "log", "ln", "exp", "lim", "max", "min", "gcd", "det", "dim", "ker", "deg", "sup", "inf");

    private static Map<String, String> symbols(String pairs) {
        String[] words = pairs.split(" ");
        var symbols = new java.util.TreeMap<String, String>();
        for (int at = 0; at < words.length; at += 2) {
            symbols.put(words[at], words[at + 1]);
        }
        return Map.copyOf(symbols);
    }

    /** Recursive descent; one formula, one parser. */
    final class Parser {
        private final String tex;
        private int at;

        private Parser(String tex) {
            this.tex = tex;
        }

        private Tex row() {
            List<Tex> items = new ArrayList<>();
            while (at < tex.length() && "}&".indexOf(tex.charAt(at)) < 0 && !tex.startsWith("\\\\", at) && !tex.startsWith("\\end", at)) {
                if (Character.isWhitespace(tex.charAt(at)) || tex.startsWith("\\,", at) || tex.startsWith("\\;", at)) {
                    at += tex.charAt(at) == '\\' ? 2 : 1;
                } else {
                    items.add(scripts(atom()));
                }
            }
            return items.size() == 1 ? items.get(0) : new Row(items);
        }

        private Tex scripts(Tex of) {
            Tex sub = null;
            Tex sup = null;
            while (at < tex.length() && "_^'".indexOf(tex.charAt(at)) >= 0) {
                char mark = tex.charAt(at++);
                if (mark == '_') {
                    sub = atom();
                } else {
                    sup = mark == '^' ? atom() : new Symbol("'", "′", Kind.MO);
                }
            }
            return sub == null && sup == null ? of : new Script(of, sub, sup);
        }

        private Tex atom() {
            char first = tex.charAt(at);
            if (first == '{') {
                at++;
                Tex inside = row();
                expect("}");
                return inside;
            }
            if (first == '\\') {
                return command();
            }
            int start = at++;
            if (Character.isDigit(first)) {
                while (at < tex.length() && (Character.isDigit(tex.charAt(at))
                        || tex.charAt(at) == '.' && at + 1 < tex.length() && Character.isDigit(tex.charAt(at + 1)))) {
                    at++;
                }
                return new Symbol(tex.substring(start, at), tex.substring(start, at), Kind.MN);
            }
            String text = String.valueOf(first);
            return new Symbol(text, text.equals("-") ? "−" : text, Character.isLetter(first) ? Kind.MI : Kind.MO);
        }

        private Tex command() {
            int start = at++;
            while (at < tex.length() && Character.isLetter(tex.charAt(at))) {
                at++;
            }
            if (at == start + 1) {
                at++;
            }
            String name = tex.substring(start + 1, at);
            String written = "\\" + name;
            switch (name) {
                case "frac", "dfrac", "tfrac" -> {
                    return new Fraction(atom(), atom());
                }
                case "binom" -> {
                    return new Binomial(atom(), atom());
                }
                case "sqrt" -> {
                    return new Root(atom());
                }
                case "left", "right" -> {
                    return atom();
                }
                case "text", "mathrm", "operatorname", "mathbb", "mathcal", "mathfrak" -> {
                    int end = tex.indexOf('}', at);
                    String word = tex.substring(at + 1, end);
                    at = end + 1;
                    String shown = name.equals("mathbb") ? doubleStruck(word) : word;
                    return new Symbol(written + "{" + word + "}", shown, name.equals("text") ? Kind.MTEXT : Kind.MI);
                }
                case "pmod" -> {
                    Tex modulus = atom();
                    return new Row(List.of(symbol("("), new Symbol("\\mathrm{mod}", "mod ", Kind.MI), modulus, symbol(")")));
                }
                case "begin" -> {
                    return matrix();
                }
                case "{", "}", "%", "|" -> {
                    return new Symbol(written, name.equals("|") ? "‖" : name, Kind.MO);
                }
                default -> {
                    if (SYMBOLS.containsKey(name)) {
                        return new Symbol(written, SYMBOLS.get(name), Kind.MI);
                    }
                    if (OPERATORS.containsKey(name)) {
                        return new Symbol(written, OPERATORS.get(name), Kind.MO);
                    }
                    if (FUNCTIONS.contains(name)) {
                        return new Symbol(written, name, Kind.MI);
                    }
                    throw new IllegalArgumentException("no such command in the sample's TeX: " + written + " in " + tex);
                }
            }
        }

        private Tex matrix() {
            expect("{pmatrix}");
            List<List<Tex>> rows = new ArrayList<>();
            List<Tex> row = new ArrayList<>();
            while (true) {
                row.add(row());
                if (tex.startsWith("&", at)) {
                    at++;
                    continue;
                }
                rows.add(row);
                if (!tex.startsWith("\\\\", at)) {
                    break;
                }
                at += 2;
                row = new ArrayList<>();
            }
            expect("\\end{pmatrix}");
            return new Matrix(rows);
        }

        private static Symbol symbol(String text) {
            return new Symbol(text, text, Kind.MO);
        }

        private void expect(String wanted) {
            if (!tex.startsWith(wanted, at)) {
                throw new IllegalArgumentException("no " + wanted + " in the formula " + tex + " at " + at);
            }
            at += wanted.length();
        }

        private static String doubleStruck(String letter) {
            return switch (letter) {
                case "N" -> "ℕ";
                case "Z" -> "ℤ";
                case "Q" -> "ℚ";
                case "R" -> "ℝ";
                case "C" -> "ℂ";
                case "P" -> "ℙ";
                default -> letter;
            };
        }
    }
}
