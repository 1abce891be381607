package org.mathlode.pipeline.decontamination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mathlode.dedup.ngram.BenchmarkField;
import org.mathlode.dedup.text.ChineseScript;
import org.mathlode.pipeline.model.Kebab;

/** A way in which pages spell a text that they copied. */
enum SpellingVariant {
    VERBATIM {
        @Override
        Optional<String> of(String text, Random random) {
            return Optional.of(text);
        }
    },
    SOLUTION_ONLY {
        @Override
        Optional<String> of(String text, Random random) {
            return Optional.of(text);
        }

        @Override
        boolean takes(BenchmarkField field) {
            return field == BenchmarkField.SOLUTION;
        }
    },
    MIDDLE_OF_A_LONG_PAGE {
        @Override
        Optional<String> of(String text, Random random) {
            return Optional.of(text);
        }

        @Override
        int pages() {
            return 20;
        }
    },
    UPPER_CASE {
        @Override
        Optional<String> of(String text, Random random) {
            // commands of LaTeX are not written in upper case
            return changed(text, replaceAll(text, "(?<![\\\\A-Za-z])[A-Za-z]{2,}", word -> word.toUpperCase(java.util.Locale.ROOT)));
        }
    },
    CURLY_QUOTES {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, text.replace("'", "’").replace(" \"", " “").replace("\"", "”").replace(" - ", " – "));
        }
    },
    LINES_OF_EIGHT_WORDS {
        @Override
        Optional<String> of(String text, Random random) {
            String[] words = text.split(" ");
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < words.length; i += 8) {
                lines.add(String.join(" ", Arrays.copyOfRange(words, i, Math.min(words.length, i + 8))));
            }
            return changed(text, String.join("\n", lines));
        }
    },
    SHORT_LINES_OF_MAIL {
        @Override
        Optional<String> of(String text, Random random) {
            return LINES_OF_EIGHT_WORDS.of(text, random).map(lines -> "> " + lines.replace("\n", "\n> "));
        }
    },
    MARKDOWN {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, replaceAll(text, "(?<![\\\\A-Za-z$])[A-Za-z]{5,}(?![A-Za-z])",
                    word -> random.nextInt(4) > 0 ? word : random.nextBoolean() ? "**" + word + "**" : "_" + word + "_"));
        }
    },
    CHARACTER_REFERENCES {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&rsquo;").replace("\"", "&quot;")
                    .replace(" ", random.nextBoolean() ? "&nbsp;" : " "));
        }
    },
    REFERENCES_ESCAPED_TWICE {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, escaped(escaped(text)).replace("'", "&amp;#39;"));
        }
    },
    MARKUP_INSIDE_WORDS(true) {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, replaceAll(escaped(text), "(?<![\\\\&A-Za-z$])([A-Za-z])([A-Za-z]{3,})(?![A-Za-z;])",
                    word -> "<b>" + word.charAt(0) + "</b>" + word.substring(1)));
        }
    },
    TABLE_AND_LIST(true) {
        @Override
        Optional<String> of(String text, Random random) {
            String[] sentences = text.split("(?<=[.?!。？！]) *");
            return Optional.of("<table><tr><td>" + String.join("<br>", Arrays.stream(sentences).map(SpellingVariant::escaped).toList()) + "</td></tr></table>");
        }
    },
    OTHER_DELIMITERS {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, delimited(text, "\\(", "\\)"));
        }
    },
    TAGS_OF_FORUMS {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, random.nextBoolean() ? delimited(text, "[tex]", "[/tex]") : delimited(text, "$latex ", "$"));
        }
    },
    MATHJAX_SCRIPTS(true) {
        @Override
        Optional<String> of(String text, Random random) {
            // what a script holds is not escaped
            return text.indexOf('<') >= 0 || text.indexOf('&') >= 0 ? Optional.empty()
                    : changed(text, delimited(text, "<script type=\"math/tex\">", "</script>"));
        }
    },
    OTHER_MACROS {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, text.replace("\\frac", "\\dfrac").replace("\\left(", "(").replace("\\right)", ")").replaceAll("\\\\le(?![a-z])", "\\\\leq"));
        }
    },
    FULL_WIDTH {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, replaceAll(text, "[0-9,?!()]", c -> String.valueOf((char) (c.charAt(0) - '!' + '！'))));
        }
    },
    SPACED_CHINESE {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, replaceAll(text, "\\p{IsHan}(?=\\p{IsHan})", c -> random.nextBoolean() ? c + " " : c));
        }
    },
    TRADITIONAL_CHINESE {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, ChineseScript.traditional(text));
        }
    },
    THOUSANDS_SEPARATORS {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, text.contains(",000") ? text.replaceAll("(\\d),(\\d{3})(?!\\d)", "$1$2")
                    : text.replaceAll("(?<![\\d.,])(\\d{1,3})(\\d{3})(?![\\d.,])", "$1,$2"));
        }
    },
    ZERO_WIDTH {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, replaceAll(text, "(?<![\\\\A-Za-z])[A-Za-z]{4,}", word -> word.substring(0, 2) + "\u200B" + word.substring(2)));
        }
    },
    FIRST_HALF {
        @Override
        Optional<String> of(String text, Random random) {
            String[] words = text.split("\\s+");
            return words.length < 40 ? Optional.empty() : Optional.of(String.join(" ", Arrays.copyOfRange(words, 0, words.length / 2)));
        }
    },
    SECOND_HALF {
        @Override
        Optional<String> of(String text, Random random) {
            String[] words = text.split("\\s+");
            // half of less than this is a phrase
            return words.length < 40 ? Optional.empty() : Optional.of(String.join(" ", Arrays.copyOfRange(words, words.length / 2, words.length)));
        }
    };

    private final boolean html;

    SpellingVariant() {
        this(false);
    }

    SpellingVariant(boolean html) {
        this.html = html;
    }

    /** The text in this spelling; empty where it cannot be spelled so. */
    abstract Optional<String> of(String text, Random random);

    /** Whether texts of that field are spelled so. */
    boolean takes(BenchmarkField field) {
        return true;
    }

    /** How often the page that takes the text is repeated. */
    int pages() {
        return 1;
    }

    /** The word in tables: {@code upper-case}. */
    String label() {
        return Kebab.of(this);
    }

    /** Whether {@link #of} gives HTML, to be extracted. */
    boolean isHtml() {
        return html;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String delimited(String text, String opening, String closing) {
        return text.replaceAll("(?<![\\\\$])\\$([^$]+)\\$(?!\\$)", Matcher.quoteReplacement(opening) + "$1" + Matcher.quoteReplacement(closing));
    }

    private static Optional<String> changed(String before, String after) {
        return before.equals(after) ? Optional.empty() : Optional.of(after);
    }

    private static String replaceAll(String text, String pattern, java.util.function.UnaryOperator<String> replacement) {
        return Pattern.compile(pattern).matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match.group())));
    }
}
