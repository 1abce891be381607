package org.mathlode.pipeline.html;

import java.util.Locale;
import java.util.Set;

/** Tables that keep the record of a page: its owner, its dates, its number. */
final class RecordTable {
    private static final Set<String> FIELDS = Set.of("title", "canonical name", "date of creation", "created", "created on", "created by", "date created", "last modified", "last modified on", "last modified by",
            "modified", "owner", "author", "authors", "numerical id", "id", "entry type", "classification", "version", "revision", "revision history", "status", "synonym", "defines", "related topic", "last updated",
            "updated", "published", "license", "categories", "category", "keywords", "tags", "editor", "contributor", "contributors", "posted by", "posted on", "date", "erstellt", "autor", "geändert",
            "作者", "创建时间", "更新时间", "发布时间", "版本", "标签", "分类", "许可");
    private static final int FEWEST = 4;

    private RecordTable() {}

    /** True if most rows of a table are such a field and what it holds. */
    static boolean is(PageTree tree, int table, WorkBudget work) {
        int rows = 0;
        int fields = 0;
        for (int i = table + 1; i < tree.end(table); i++) {
            work.spend(1);
            if (tree.tag(i) != Tag.TR) {
                continue;
            }
            int cells = 0;
            int first = PageTree.NONE;
            for (int cell = tree.firstChild(i); cell != PageTree.NONE; cell = tree.nextSibling(cell)) {
                boolean isCell = tree.tag(cell) == Tag.TD || tree.tag(cell) == Tag.TH;
                first = isCell && first == PageTree.NONE ? cell : first;
                cells += isCell ? 1 : 0;
            }
            rows++;
            String name = cells == 2 ? tree.text(first).strip().toLowerCase(Locale.ROOT) : "";
            name = name.endsWith(":") || name.endsWith("：") ? name.substring(0, name.length() - 1).strip() : name;
            fields += FIELDS.contains(name) ? 1 : 0;
        }
        return fields >= FEWEST && fields * 3 >= rows * 2;
    }
}
