package org.mathlode.pipeline.decontamination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way in which pages spell a text that they copied. */
enum SpellingVariant {
    VERBATIM {
        @Override
        Optional<String> of(String text, Random random) {
            return Optional.of(text);
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
    CHARACTER_REFERENCES {
        @Override
        Optional<String> of(String text, Random random) {
            return changed(text, text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&rsquo;").replace("\"", "&quot;")
                    .replace(" ", random.nextBoolean() ? "&nbsp;" : " "));
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
            return changed(text, text.replaceAll("(?<!\\\\)\\$([^$]+)\\$", "\\\\\\\\($1\\\\\\\\)"));
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

    /** Whether {@link #of} gives HTML, to be extracted. */
    boolean isHtml() {
        return html;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Optional<String> changed(String before, String after) {
        return before.equals(after) ? Optional.empty() : Optional.of(after);
    }

    private static String replaceAll(String text, String pattern, java.util.function.UnaryOperator<String> replacement) {
        return Pattern.compile(pattern).matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match.group())));
    }
}
