package org.mathlode.pipeline.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an article from a grammar: the rule {@code title}, then {@code part} after part until the wanted length. A part is a
 * row of pieces apart by {@code //}: {@code p} a paragraph of sentences, {@code ## rule} a heading, {@code * rule} a list,
 * {@code | rule} a table (cells apart by {@code |}), {@code > rule} a quote, {@code code rule} lines of code, anything else a
 * paragraph as written. What {@code title} keeps holds for the whole article, what a paragraph keeps for that paragraph.
 */
final class ArticleWriter {
    /** Shorter texts count as no text: 200 characters is the usual line, and an older capture lacks a block. */
    private static final int MIN_CHARACTERS = 350;
    private static final List<String> DEFAULT_PARTS = List.of("p // p", "## heading // p // p", "p");

    private final Grammar grammar;
    private final SplitMix64 dice;
    private final Map<String, String> kept = new HashMap<>();
    private List<String> deck = List.of();
    private int dealt;

    private ArticleWriter(Grammar grammar, SplitMix64 dice) {
        this.grammar = grammar;
        this.dice = dice;
    }

    /** An article of at least {@code words} words and {@link #MIN_CHARACTERS} characters; a CJK character counts as two thirds of a word. */
    static Article write(Grammar grammar, SplitMix64 dice, int words) {
        return new ArticleWriter(grammar, dice).article(words);
    }

    private Article article(int words) {
        String title = grammar.write("title", dice, kept);
        List<Block> blocks = new ArrayList<>();
        if (grammar.has("opening")) {
            blocks.addAll(part(dice.pick(grammar.alternatives("opening"))));
        }
        int written = words(blocks);
        int characters = 0;
        do {
            List<Block> part = part(grammar.has("part") ? dice.pick(grammar.alternatives("part")) : dice.pick(DEFAULT_PARTS));
            blocks.addAll(part);
            written += words(part);
            characters += new Article("", part).plainText().length();
        } while (written < words || characters < MIN_CHARACTERS);
        return new Article(title, blocks);
    }

    private List<Block> part(String written) {
        List<Block> blocks = new ArrayList<>();
        for (String piece : written.split(" // ")) {
            blocks.add(block(piece.strip()));
        }
        return blocks;
    }

    private Block block(String piece) {
        if (piece.equals("p")) {
            return new Block.Paragraph(sentences(dice.between(3, 6)));
        } else if (piece.startsWith("## ")) {
            return new Block.Heading(line(piece.substring(3)));
        } else if (piece.startsWith("* ")) {
            return new Block.Items(lines(piece.substring(2), 3, 6));
        } else if (piece.startsWith("| ")) {
            return new Block.Table(lines(piece.substring(2), 4, 8).stream()
                    .map(row -> Arrays.stream(row.split("\\|")).map(String::strip).toList()).toList());
        } else if (piece.startsWith("> ")) {
            return new Block.Quote(line(piece.substring(2)));
        } else if (piece.startsWith("code ")) {
            return new Block.Code(lines(piece.substring(5), 6, 14));
        }
        return new Block.Paragraph(grammar.expand(piece, dice, new HashMap<>(kept)));
    }

    private String line(String rule) {
        return grammar.write(rule, dice, new HashMap<>(kept));
    }

    private List<String> lines(String rule, int from, int to) {
        List<String> lines = new ArrayList<>();
        for (int left = dice.between(from, to); left > 0; left--) {
            lines.add(line(rule));
        }
        return lines;
    }

    /** Sentences of one paragraph; no alternative comes twice in an article before all have come once. */
    private String sentences(int count) {
        Map<String, String> paragraph = new HashMap<>(kept);
        StringBuilder text = new StringBuilder();
        for (int left = count; left > 0; left--) {
            if (dealt == deck.size()) {
                deck = dice.shuffled(grammar.alternatives("sentence"));
                dealt = 0;
            }
            String sentence = grammar.expand(deck.get(dealt++), dice, paragraph);
            boolean spaced = text.length() > 0 && text.charAt(text.length() - 1) < 0x2E80;
            text.append(spaced ? " " : "").append(sentence);
        }
        return text.toString();
    }

    private static int words(List<Block> blocks) {
        String text = new Article("", blocks).plainText();
        int cjk = (int) text.codePoints().filter(Character::isIdeographic).count();
        return text.split("\\s+").length + cjk * 2 / 3;
    }
}
