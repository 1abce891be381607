package org.mathlode.classifier;

import java.util.function.BiConsumer;

/** Unicode mathematics and the LaTeX commands that pages use for the same. */
final class MathSymbols {
    private MathSymbols() {}

    /** Pairs of a character and a command, by the tables of the unicode-math package. Letters in lower case. */
    private static final String[] PAIRS = {
        "α alpha", "β beta", "γ gamma", "δ delta", "ε epsilon", "ζ zeta", "η eta", "θ theta", "ι iota", "κ kappa",
        "λ lambda", "μ mu", "ν nu", "ξ xi", "π pi", "ρ rho", "σ sigma", "ς sigma", "τ tau", "υ upsilon", "φ phi",
        "χ chi", "ψ psi", "ω omega", "ϑ theta", "ϕ phi", "ϖ pi", "ϱ rho", "ϵ epsilon", "Γ gamma", "Δ delta",
        "Θ theta", "Λ lambda", "Ξ xi", "Π pi", "Σ sigma", "Υ upsilon", "Φ phi", "Ψ psi", "Ω omega", "µ mu",
        "∀ forall", "∃ exists", "∄ nexists", "∅ emptyset", "∆ delta", "∇ nabla", "∈ in", "∉ notin", "∋ ni",
        "∏ prod", "∐ coprod", "∑ sum", "± pm", "∓ mp", "∖ setminus", "∗ ast", "∘ circ", "∙ bullet", "√ sqrt", "∛ sqrt",
        "∝ propto", "∞ infty", "∠ angle", "∣ mid", "∤ nmid", "∥ parallel", "∧ wedge", "∨ vee", "∩ cap", "∪ cup",
        "∫ int", "∬ iint", "∭ iiint", "∮ oint", "∴ therefore", "∵ because", "∼ sim", "≀ wr", "≃ simeq", "≅ cong",
        "≈ approx", "≍ asymp", "≐ doteq", "≔ coloneqq", "≜ triangleq", "≠ neq", "≡ equiv", "≢ not", "≤ leq", "≥ geq",
        "≦ leq", "≧ geq", "⩽ leq", "⩾ geq", "≪ ll", "≫ gg", "≺ prec", "≻ succ", "⊂ subset", "⊃ supset", "⊄ not",
        "⊆ subseteq", "⊇ supseteq", "⊊ subsetneq", "⊎ uplus", "⊓ sqcap", "⊔ sqcup", "⊕ oplus", "⊖ ominus",
        "⊗ otimes", "⊙ odot", "⊢ vdash", "⊣ dashv", "⊤ top", "⊥ perp", "⊨ models", "⊻ veebar", "⊼ barwedge",
        "⋀ bigwedge", "⋁ bigvee", "⋂ bigcap", "⋃ bigcup", "⋄ diamond", "⋅ cdot", "⋆ star", "⋉ ltimes", "⋊ rtimes",
        "⋮ vdots", "⋯ cdots", "⋱ ddots", "¬ neg", "× times", "÷ div", "→ to", "← leftarrow", "↔ leftrightarrow",
        "↦ mapsto", "↪ hookrightarrow", "↠ twoheadrightarrow", "⇒ implies", "⇐ impliedby", "⇔ iff", "⟶ to",
        "⟹ implies", "⟺ iff", "⟼ mapsto", "⌈ lceil", "⌉ rceil", "⌊ lfloor", "⌋ rfloor", "⟨ langle", "⟩ rangle",
        "〈 langle", "〉 rangle", "ℵ aleph", "ℏ hbar", "ℓ ell", "ℑ im", "ℜ re", "℘ wp", "∂ partial", "† dagger",
        "⟂ perp", "⨁ bigoplus", "⨂ bigotimes", "⊲ triangleleft", "⊳ triangleright", "□ square", "◻ square",
        "° circ", "ℕ mathbb { n }", "ℤ mathbb { z }", "ℚ mathbb { q }", "ℝ mathbb { r }", "ℂ mathbb { c }", "ℙ mathbb { p }", "ℍ mathbb { h }",
    };

    static void forEach(BiConsumer<Integer, String> consumer) {
        for (String pair : PAIRS) {
            consumer.accept((int) pair.charAt(0), "\\" + pair.substring(2));
        }
    }
}
