package org.mathlode.pipeline.html;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Unicode to LaTeX for the characters formulas are made of (unicode-math's names where LaTeX has one). */
final class MathSymbols {
    private static final Map<Integer, String> COMMANDS = new HashMap<>();
    /** A longer run of letters is no name of a command. */
    private static final int LONGEST_COMMAND = 60;
    /** Multi-letter names that LaTeX sets upright as operators. */
    static final Set<String> FUNCTIONS = Set.of("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh",
            "tanh", "coth", "log", "ln", "lg", "exp", "lim", "limsup", "liminf", "max", "min", "sup", "inf", "det", "dim", "ker", "deg",
            "gcd", "hom", "arg", "Pr");

    static {
        String table = "− -;± \\pm;∓ \\mp;× \\times;÷ \\div;· \\cdot;⋅ \\cdot;∗ *;∘ \\circ;• \\bullet;⊕ \\oplus;⊗ \\otimes;⊖ \\ominus;⊙ \\odot;"
                + "≤ \\leq;≥ \\geq;⩽ \\leq;⩾ \\geq;≠ \\neq;≈ \\approx;≡ \\equiv;∼ \\sim;≃ \\simeq;≅ \\cong;∝ \\propto;≪ \\ll;≫ \\gg;≺ \\prec;≻ \\succ;"
                + "≔ :=;≐ \\doteq;≜ \\triangleq;∈ \\in;∉ \\notin;∋ \\ni;⊂ \\subset;⊃ \\supset;⊆ \\subseteq;⊇ \\supseteq;⊊ \\subsetneq;⊄ \\not\\subset;"
                + "∪ \\cup;∩ \\cap;∖ \\setminus;∅ \\emptyset;∀ \\forall;∃ \\exists;∄ \\nexists;¬ \\neg;∧ \\wedge;∨ \\vee;⊢ \\vdash;⊨ \\models;"
                + "⊤ \\top;⊥ \\bot;⟂ \\perp;∥ \\parallel;∦ \\nparallel;∣ \\mid;∤ \\nmid;∠ \\angle;△ \\triangle;□ \\square;"
                + "→ \\to;← \\leftarrow;↔ \\leftrightarrow;⇒ \\Rightarrow;⇐ \\Leftarrow;⇔ \\Leftrightarrow;⟹ \\implies;⟺ \\iff;⟶ \\longrightarrow;⟵ \\longleftarrow;"
                + "↦ \\mapsto;⟼ \\longmapsto;↪ \\hookrightarrow;↠ \\twoheadrightarrow;↑ \\uparrow;↓ \\downarrow;⇌ \\rightleftharpoons;⇀ \\rightharpoonup;"
                + "∑ \\sum;∏ \\prod;∐ \\coprod;∫ \\int;∬ \\iint;∭ \\iiint;∮ \\oint;⋃ \\bigcup;⋂ \\bigcap;⨁ \\bigoplus;⨂ \\bigotimes;⋁ \\bigvee;⋀ \\bigwedge;"
                + "∂ \\partial;∇ \\nabla;∞ \\infty;√ \\surd;ℏ \\hbar;ℓ \\ell;ℜ \\Re;ℑ \\Im;ℵ \\aleph;℘ \\wp;′ ';″ '';‴ ''';… \\ldots;⋯ \\cdots;⋮ \\vdots;⋱ \\ddots;"
                + "⟨ \\langle;⟩ \\rangle;〈 \\langle;〉 \\rangle;⌊ \\lfloor;⌋ \\rfloor;⌈ \\lceil;⌉ \\rceil;‖ \\|;† \\dagger;‡ \\ddagger;★ \\star;⋆ \\star;"
                + "α \\alpha;β \\beta;γ \\gamma;δ \\delta;ε \\varepsilon;ϵ \\epsilon;ζ \\zeta;η \\eta;θ \\theta;ϑ \\vartheta;ι \\iota;κ \\kappa;λ \\lambda;μ \\mu;µ \\mu;"
                + "ν \\nu;ξ \\xi;π \\pi;ϖ \\varpi;ρ \\rho;ϱ \\varrho;σ \\sigma;ς \\varsigma;τ \\tau;υ \\upsilon;φ \\varphi;ϕ \\phi;χ \\chi;ψ \\psi;ω \\omega;"
                + "Γ \\Gamma;Δ \\Delta;Θ \\Theta;Λ \\Lambda;Ξ \\Xi;Π \\Pi;Σ \\Sigma;Υ \\Upsilon;Φ \\Phi;Ψ \\Psi;Ω \\Omega;∆ \\Delta;"
                + "ℕ \\mathbb{N};ℤ \\mathbb{Z};ℚ \\mathbb{Q};ℝ \\mathbb{R};ℂ \\mathbb{C};ℙ \\mathbb{P};ℍ \\mathbb{H};ⅆ d;ⅇ e;ⅈ i;"
                + "ℋ \\mathcal{H};ℒ \\mathcal{L};ℱ \\mathcal{F};ℬ \\mathcal{B};ℰ \\mathcal{E};ℐ \\mathcal{I};ℳ \\mathcal{M};ℛ \\mathcal{R};ℎ h;"
                + "ℯ e;ℊ g;ℴ o;ℭ \\mathfrak{C};ℌ \\mathfrak{H};ℨ \\mathfrak{Z};ı \\imath;ȷ \\jmath;∴ \\therefore;∵ \\because;⋊ \\rtimes;⋉ \\ltimes;⊲ \\triangleleft;⊳ \\triangleright;"
                + "{ \\{;} \\};% \\%;# \\#;& \\&;° ^{\\circ};≲ \\lesssim;≳ \\gtrsim;∁ \\complement;⊔ \\sqcup;⊓ \\sqcap;≰ \\nleq;≱ \\ngeq;≢ \\not\\equiv;≁ \\nsim;"
                + "⃗ \\vec;⊈ \\nsubseteq;⊉ \\nsupseteq;⊅ \\not\\supset;≮ \\nless;≯ \\ngtr;∌ \\not\\ni;∔ \\dotplus;≖ \\eqcirc;≑ \\doteqdot;⊏ \\sqsubset;⊑ \\sqsubseteq;⊐ \\sqsupset;⊒ \\sqsupseteq;∻ \\sim;⋈ \\bowtie;⌢ \\frown;⌣ \\smile;◦ \\circ;◯ \\bigcirc;▽ \\triangledown;▷ \\triangleright;◁ \\triangleleft;⊴ \\trianglelefteq;⊵ \\trianglerighteq;♯ \\sharp;♭ \\flat;♮ \\natural;℧ \\mho;ð \\eth;ϝ \\digamma;ϰ \\varkappa;ℶ \\beth;ℷ \\gimel;⇑ \\Uparrow;⇓ \\Downarrow;↕ \\updownarrow;↩ \\hookleftarrow;↼ \\leftharpoonup;⇁ \\rightharpoondown;↽ \\leftharpoondown;↾ \\upharpoonright;↙ \\swarrow;↖ \\nwarrow;⨀ \\bigodot;⨄ \\biguplus;⊎ \\uplus;⨆ \\bigsqcup;≀ \\wr;⊻ \\veebar;⊼ \\barwedge;⋔ \\pitchfork;⊩ \\Vdash;≊ \\approxeq;≏ \\bumpeq;≦ \\leqq;≧ \\geqq;≨ \\lneqq;≩ \\gneqq;⪇ \\lneq;⪈ \\gneq;⪯ \\preceq;⪰ \\succeq;≼ \\preccurlyeq;≽ \\succcurlyeq;⪅ \\lessapprox;⪆ \\gtrapprox;⩾ \\geq;⋅ \\cdot;⟦ \\llbracket;⟧ \\rrbracket;∎ \\blacksquare;■ \\blacksquare;◻ \\square;⋄ \\diamond;↗ \\nearrow;↘ \\searrow;⇝ \\rightsquigarrow;≍ \\asymp;⊣ \\dashv;⊞ \\boxplus;⊠ \\boxtimes;"
                + "− -;— -;– -;‐ -;∕ /;∶ :;＝ =;＋ +;（ (;） );，,,";
        for (String entry : table.split(";")) {
            int space = entry.indexOf(' ');
            if (space > 0) {
                COMMANDS.put(entry.codePointAt(0), entry.substring(space + 1));
            }
        }
    }

    private MathSymbols() {}

    /** The LaTeX for a character, or null if the character stands for itself. */
    static String command(int codePoint) {
        return codePoint < 128 && codePoint != '{' && codePoint != '}' && codePoint != '%' && codePoint != '#' && codePoint != '&' ? null
                : COMMANDS.get(codePoint);
    }

    /** Appends text as LaTeX: symbols as commands (followed by a blank where a letter could touch them), invisible operators dropped. */
    static void append(CharSequence text, StringBuilder out) {
        for (int i = 0; i < text.length(); ) {
            int c = Character.codePointAt(text, i);
            i += Character.charCount(c);
            append(c, out);
        }
    }

    static void append(int c, StringBuilder out) {
        if ((c >= 0x2061 && c <= 0x2064) || c == 0x200B || c == 0xFEFF || c == 0x200D || c == 0x2060 || c == 0xFE00) {
            return;
        }
        if (c == 0x338 || c == 0xE020) {
            negate(c, out);
            return;
        }
        String command = command(c);
        if (command == null && c >= 0x1D400 && c <= 0x1D7FF) {
            command = alphanumeric(c);
        }
        if (command == null) {
            if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F) {
                out.append(' ');
                return;
            }
            separate(out, c);
            out.appendCodePoint(c);
            return;
        }
        separate(out, command.charAt(0));
        out.append(command);
    }

    /** A slash through the character before it (U+0338) or, in KaTeX's fonts, through the one after it (U+E020). */
    private static void negate(int c, StringBuilder out) {
        if (c == 0xE020) {
            out.append("\\not ");
            return;
        }
        int at = out.length() - 1;
        while (at > 0 && Latex.isLetter(out.charAt(at))) {
            at--;
        }
        if (at >= 0) {
            boolean command = out.charAt(at) == '\\';
            if (command && out.substring(at).equals("\\in")) {
                out.replace(at, out.length(), "\\notin");
                return;
            }
            if (!command && out.charAt(out.length() - 1) == '=') {
                out.replace(out.length() - 1, out.length(), "\\neq");
                return;
            }
            out.insert(command ? at : out.length() - 1, "\\not");
        }
    }

    /** A blank between a command and a letter that would lengthen its name, or a digit, for the eye. */
    static void separate(StringBuilder out, int next) {
        if (!(next < 128 && Character.isLetterOrDigit(next)) || out.length() == 0) {
            return;
        }
        int i = out.length() - 1;
        int first = Math.max(0, i - LONGEST_COMMAND);
        while (i >= first && Latex.isLetter(out.charAt(i))) {
            i--;
        }
        if (i >= first && out.charAt(i) == '\\' && i < out.length() - 1 && !(i > 0 && out.charAt(i - 1) == '\\')) {
            out.append(' ');
        }
    }

    /** Mathematical alphanumeric symbols (U+1D400 …): the plain letter in the alphabet's font command. */
    private static String alphanumeric(int c) {
        if (c >= 0x1D7CE) {
            String digit = Integer.toString((c - 0x1D7CE) % 10);
            int font = (c - 0x1D7CE) / 10;
            return font == 0 ? "\\mathbf{" + digit + "}" : font == 1 ? "\\mathbb{" + digit + "}" : digit;
        }
        if (c >= 0x1D6A8) {
            return greek(c - 0x1D6A8);
        }
        if (c >= 0x1D6A4) {
            return c == 0x1D6A4 ? "\\imath" : "\\jmath";
        }
        int index = (c - 0x1D400) % 52;
        String letter = String.valueOf((char) (index < 26 ? 'A' + index : 'a' + index - 26));
        switch ((c - 0x1D400) / 52) {
            case 0:
                return "\\mathbf{" + letter + "}";
            case 2:
                return "\\boldsymbol{" + letter + "}";
            case 3:
            case 4:
                return "\\mathcal{" + letter + "}";
            case 5:
            case 7:
                return "\\mathfrak{" + letter + "}";
            case 6:
                return "\\mathbb{" + letter + "}";
            case 8:
            case 9:
            case 10:
            case 11:
                return "\\mathsf{" + letter + "}";
            case 12:
                return "\\mathtt{" + letter + "}";
            default:
                return letter; // italic is how a variable looks anyway
        }
    }

    private static String greek(int offset) {
        int within = offset % 58;
        boolean bold = offset / 58 != 1;
        int base = within == 17 ? 'ϴ' : within < 25 ? 'Α' + within : within == 25 ? '∇' : within < 51 ? 'α' + within - 26
                : "∂ϵϑκϕϱϖ".charAt(Math.min(6, within - 51));
        String command = COMMANDS.get(base);
        String plain = command != null ? command : new String(Character.toChars(base));
        return bold ? "\\boldsymbol{" + plain + "}" : plain;
    }
}
