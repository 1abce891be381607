package org.mathlode.pipeline.sample;

import java.util.List;
import java.util.Locale;

/** One line of {@code sites.tsv}: a part of a site whose pages are written alike. */
record Section(String domain, String language, String charset, PageTemplate template, Markup markup, String path, String grammar,
        int pages, String label) {

    /** All sections, in the order of the file. */
    static List<Section> all() {
        return Grammar.resourceLines("sites.tsv").stream().filter(line -> !line.startsWith("#")).map(Section::parse).toList();
    }

    private static Section parse(String line) {
        String[] cells = line.split("\t");
        return new Section(cells[0], cells[1], cells[2], PageTemplate.valueOf(cells[3].toUpperCase(Locale.ROOT)),
                Markup.valueOf(cells[4].toUpperCase(Locale.ROOT).replace('-', '_')), cells[5], cells[6], Integer.parseInt(cells[7]), cells[8]);
    }

    boolean chinese() {
        return language.startsWith("zh");
    }

    /** The address of a page: the path pattern filled in; {@code number} is unique within the crawl. */
    String url(Article article, int number, SplitMix64 dice) {
        String words = article.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String slug = (words.length() < 4 ? "p" : words) + "-" + number;
        String date = String.format(Locale.ROOT, "%d/%02d/%02d", dice.between(2019, 2025), dice.between(1, 12), dice.between(1, 28));
        String title = Character.toUpperCase(slug.charAt(0)) + slug.substring(1).replace('-', '_');
        String filled = path.replace("{slug}", slug).replace("{Title}", title).replace("{date}", date)
                .replace("{number}", Integer.toString(10_000 + number)).replace("{digit}", Integer.toString(dice.between(1, 9)));
        return "https://" + domain + filled;
    }
}
