package org.mathlode.pipeline.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A context-free grammar that writes sentences. A file holds rules: a name at the start of a line, its alternatives on the
 * indented lines below it, several to a line apart by {@code ¦}. In an alternative
 * <ul>
 *   <li>{@code @rule} or {@code @{rule}} stands for one alternative of that rule, {@code @^rule} or {@code @^{rule}} the same with a capital letter,
 *   <li>{@code @{3..9}} for a number, {@code @{x=rule}} and {@code @{x=3..9}} also keep what was written under the name x,
 *   <li>{@code @{x}} for what was kept, {@code @{x+y}}, {@code @{x-y}}, {@code @{x*y}} for arithmetic with it,
 *   <li>{@code $…$} and {@code $$…$$} for TeX, {@code \$} for a dollar sign.
 * </ul>
 * Immutable and thread-safe.
 */
final class Grammar {
    private static final Pattern REFERENCE =
            Pattern.compile("@(?<capital>\\^?)(?:\\{(?:(?<name>[A-Za-z]\\w*)=)?(?<inner>[^{}=]+)}|(?<plain>[a-z]\\w*))");
    /** "a" before a word that begins with a vowel; "a u…" is right more often than not. */
    private static final Pattern ARTICLE = Pattern.compile("\\b([Aa]) (?=[aeio][a-z]{2})");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d+)");
    private static final Pattern ARITHMETIC = Pattern.compile("(\\w+)([-+*])(\\w+)");

    /** Under this and the rule's name lies the number of the alternative drawn last: no name starts with a blank. */
    private static final String LAST = " ";

    private final String name;
    private final Map<String, List<String>> rules;

    private Grammar(String name, Map<String, List<String>> rules) {
        this.name = name;
        this.rules = rules;
    }

    /** The grammar in the resource {@code grammars/<name>.txt}. */
    static Grammar named(String name) {
        Map<String, List<String>> rules = new LinkedHashMap<>();
        List<String> current = null;
        for (String line : resourceLines("grammars/" + name + ".txt")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                current = new ArrayList<>();
                if (rules.put(line.strip(), current) != null) {
                    throw new IllegalArgumentException("grammar " + name + ": rule written twice (" + line.strip() + ")");
                }
            } else if (current != null) {
                for (String alternative : line.split("¦")) {
                    current.add(alternative.strip());
                }
            }
        }
        rules.replaceAll((rule, alternatives) -> List.copyOf(alternatives));
        return new Grammar(name, rules);
    }

    static List<String> resourceLines(String resource) {
        try (InputStream in = Grammar.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no such resource: " + resource);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
        } catch (IOException cause) {
            throw new UncheckedIOException("cannot read the resource " + resource, cause);
        }
    }

    boolean has(String rule) {
        return rules.containsKey(rule);
    }

    /** The alternatives of a rule as written in the file. */
    List<String> alternatives(String rule) {
        List<String> alternatives = rules.get(rule);
        if (alternatives == null) {
            throw new IllegalArgumentException("grammar " + name + ": no such rule (" + rule + ")");
        }
        return alternatives;
    }

    /** Writes out the rule; never the same alternative twice in a row, {@code kept} remembers which. */
    String write(String rule, SplitMix64 dice, Map<String, String> kept) {
        List<String> alternatives = alternatives(rule);
        int drawn = dice.below(alternatives.size());
        if (Integer.toString(drawn).equals(kept.get(LAST + rule))) {
            drawn = (drawn + 1) % alternatives.size();
        }
        kept.put(LAST + rule, Integer.toString(drawn));
        return expand(alternatives.get(drawn), dice, kept);
    }

    /** Writes out one alternative; {@code kept} is read and added to. */
    String expand(String alternative, SplitMix64 dice, Map<String, String> kept) {
        Matcher reference = REFERENCE.matcher(alternative);
        StringBuilder written = new StringBuilder();
        int end = 0;
        while (reference.find()) {
            written.append(alternative, end, reference.start());
            String inner = reference.group("inner");
            String value = value(inner != null ? inner : reference.group("plain"), dice, kept);
            if (reference.group("name") != null) {
                kept.put(reference.group("name"), value);
            }
            written.append(reference.group("capital").isEmpty() || value.isEmpty()
                    ? value : Character.toUpperCase(value.charAt(0)) + value.substring(1));
            end = reference.end();
        }
        return ARTICLE.matcher(written.append(alternative, end, alternative.length())).replaceAll("$1n ");
    }

    private String value(String inner, SplitMix64 dice, Map<String, String> kept) {
        if (kept.containsKey(inner)) {
            return kept.get(inner);
        }
        Matcher range = RANGE.matcher(inner);
        if (range.matches()) {
            return Integer.toString(dice.between(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2))));
        }
        Matcher arithmetic = ARITHMETIC.matcher(inner);
        if (arithmetic.matches()) {
            int left = number(arithmetic.group(1), kept);
            int right = number(arithmetic.group(3), kept);
            return Integer.toString(switch (arithmetic.group(2)) {
                case "+" -> left + right;
                case "-" -> left - right;
                default -> left * right;
            });
        }
        return write(inner, dice, kept);
    }

    private static int number(String operand, Map<String, String> kept) {
        return Integer.parseInt(kept.getOrDefault(operand, operand));
    }
}
