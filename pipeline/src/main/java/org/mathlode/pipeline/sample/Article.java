package org.mathlode.pipeline.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a page says, without its page template. */
record Article(String title, List<Block> blocks) {
    Article {
        blocks = List.copyOf(blocks);
    }

    /** The same article with a block put in before the block {@code position}. */
    Article with(Block added, int position) {
        List<Block> longer = new ArrayList<>(blocks);
        longer.add(Math.min(position, longer.size()), added);
        return new Article(title, longer);
    }

    /** Title and text as a good extractor would write them: paragraphs apart by a blank line, formulas as TeX between dollars. */
    String plainText() {
        StringBuilder text = new StringBuilder(plain(title));
        for (Block block : blocks) {
            text.append("\n\n").append(plainText(block));
        }
        return text.toString();
    }

    private static String plainText(Block block) {
        if (block instanceof Block.Heading heading) {
            return plain(heading.text());
        } else if (block instanceof Block.Paragraph paragraph) {
            return plain(paragraph.text());
        } else if (block instanceof Block.Quote quote) {
            return plain(quote.text());
        } else if (block instanceof Block.Items items) {
            return items.items().stream().map(item -> "- " + plain(item)).collect(Collectors.joining("\n"));
        } else if (block instanceof Block.Table table) {
            return table.rows().stream()
                    .map(row -> row.stream().map(Article::plain).collect(Collectors.joining(" | ")))
                    .collect(Collectors.joining("\n"));
        }
        return String.join("\n", ((Block.Code) block).lines());
    }

    private static String plain(String text) {
        return text.replace("\\$", "$").replace(String.valueOf(Block.BOLD), "").replace(String.valueOf(Block.PLAIN), "");
    }
}
