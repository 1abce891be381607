package org.mathlode.pipeline.sample;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Articles as HTML. */
final class Html {
    private static final Pattern FORMULA = Pattern.compile("\\$\\$(?<display>[^$]+)\\$\\$|(?<!\\\\)\\$(?<inline>[^$]+)\\$");

    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    static int formulas(Article article) {
        String all = article.blocks().stream().filter(block -> !(block instanceof Block.Code)).map(Object::toString).collect(Collectors.joining("\n"));
        return (int) FORMULA.matcher(all).results().count();
    }

    static String blocks(Article article, Markup markup) {
        return article.blocks().stream().map(block -> block(block, markup)).collect(Collectors.joining("\n"));
    }

    private static String block(Block block, Markup markup) {
        if (block instanceof Block.Heading heading) {
            return "<h2>" + text(heading.text(), markup) + "</h2>";
        } else if (block instanceof Block.Paragraph paragraph) {
            return "<p>" + text(paragraph.text(), markup) + "</p>";
        } else if (block instanceof Block.Quote quote) {
            return "<blockquote><p>" + text(quote.text(), markup) + "</p></blockquote>";
        } else if (block instanceof Block.Items items) {
            return items.items().stream().map(item -> "  <li>" + text(item, markup) + "</li>\n").collect(Collectors.joining("", "<ul>\n", "</ul>"));
        } else if (block instanceof Block.Table table) {
            return table.rows().stream()
                    .map(row -> row.stream().map(cell -> "<td>" + text(cell, markup) + "</td>").collect(Collectors.joining("", "  <tr>", "</tr>\n")))
                    .collect(Collectors.joining("", "<table>\n", "</table>"));
        }
        return "<pre><code>" + escape(String.join("\n", ((Block.Code) block).lines())) + "</code></pre>";
    }

    /** Text with its formulas in the page's markup. */
    static String text(String text, Markup markup) {
        Matcher formula = FORMULA.matcher(text);
        StringBuilder html = new StringBuilder();
        int end = 0;
        while (formula.find()) {
            html.append(prose(text.substring(end, formula.start())));
            html.append(formula.group("display") != null
                    ? markup.html(formula.group("display").strip(), Markup.Style.DISPLAY)
                    : markup.html(formula.group("inline"), Markup.Style.INLINE));
            end = formula.end();
        }
        return html.append(prose(text.substring(end))).toString();
    }

    private static String prose(String text) {
        return escape(text.replace("\\$", "$")).replace(String.valueOf(Block.BOLD), "<b>").replace(String.valueOf(Block.PLAIN), "</b>")
                .replace("\u00A0", "&nbsp;");
    }
}
