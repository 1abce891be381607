package org.mathlode.pipeline.html;

import java.util.Arrays;
import java.util.Locale;

/**
 * What stands before the items of lists: a bullet, or the number that a browser shows for an item of an ordered list. Knows
 * the lists that are open while a page is walked.
 */
final class ItemMarks {
    static final String BULLET = "- ";
    private static final int[] ROMAN_VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    private static final String[] ROMAN_DIGITS = {"m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"};
    private static final int LAST_ROMAN = 3_999;

    private final PageTree tree;
    private final PageNotes notes;
    // for each open list: its node, the last item that was numbered and its number
    private int[] lists = new int[16];
    private int[] items = new int[16];
    private int[] numbers = new int[16];
    private int depth;

    ItemMarks(PageTree tree, PageNotes notes) {
        this.tree = tree;
        this.notes = notes;
    }

    void begin(int list) {
        if (depth == lists.length) {
            lists = Arrays.copyOf(lists, depth * 2);
            items = Arrays.copyOf(items, depth * 2);
            numbers = Arrays.copyOf(numbers, depth * 2);
        }
        lists[depth] = list;
        items[depth++] = PageTree.NONE;
    }

    void end() {
        depth--;
    }

    /** The mark of an item with a blank behind it. Items are asked for in the order of the page; those left out are counted. */
    String of(int item) {
        int list = depth == 0 ? PageTree.NONE : lists[depth - 1];
        if (list == PageTree.NONE || tree.parent(item) != list || tree.tag(list) != Tag.OL) {
            return BULLET;
        }
        int number = number(list, item);
        String style = style(item, list);
        if (style.equals("none") || (notes.names[list] & (BlockNames.COMMENTS | BlockNames.NOISE | BlockNames.AROUND)) != 0) {
            return BULLET;
        }
        String mark = written(number, style);
        return repeats(item, mark) ? BULLET : mark + ". ";
    }

    private int number(int list, int item) {
        int last = items[depth - 1];
        int step = tree.has(list, "reversed") ? -1 : 1;
        int number;
        int next;
        if (last == PageTree.NONE) {
            number = integer(tree.attribute(list, "start"), step > 0 ? 1 : count(list)) - step;
            next = tree.firstChild(list);
        } else {
            number = numbers[depth - 1];
            next = tree.nextSibling(last);
        }
        for (; next != PageTree.NONE && next <= item; next = tree.nextSibling(next)) {
            if (tree.tag(next) == Tag.LI) {
                number = integer(tree.attribute(next, "value"), number + step);
            }
        }
        items[depth - 1] = item;
        numbers[depth - 1] = number;
        return number;
    }

    private int count(int list) {
        int count = 0;
        for (int child = tree.firstChild(list); child != PageTree.NONE; child = tree.nextSibling(child)) {
            count += tree.tag(child) == Tag.LI ? 1 : 0;
        }
        return count;
    }

    private static int integer(String value, int otherwise) {
        if (value == null || !value.strip().matches("-?[0-9]{1,6}")) {
            return otherwise;
        }
        return Integer.parseInt(value.strip());
    }

    /** The type attribute ({@code a}, {@code A}, {@code i}, {@code I}, {@code 1}) or what the style says in its place; "none" for no mark. */
    private String style(int item, int list) {
        for (int node : new int[] {item, list}) {
            String css = tree.style(node).toLowerCase(Locale.ROOT);
            if (css.contains("list-style")) {
                String named = css.contains("lower-alpha") || css.contains("lower-latin") ? "a" : css.contains("upper-alpha") || css.contains("upper-latin") ? "A"
                        : css.contains("lower-roman") ? "i" : css.contains("upper-roman") ? "I" : css.matches(".*list-style(-type)?\\s*:[^;]*none.*") ? "none" : "1";
                return named;
            }
            String type = tree.hasOtherAttributes(node) ? tree.attributeOrEmpty(node, "type") : "";
            if (!type.isEmpty()) {
                return type;
            }
        }
        return "1";
    }

    private static String written(int number, String style) {
        if (number > 0 && style.equalsIgnoreCase("a")) {
            StringBuilder letters = new StringBuilder();
            for (int n = number; n > 0; n = (n - 1) / 26) {
                letters.insert(0, (char) ('a' + (n - 1) % 26));
            }
            return style.equals("a") ? letters.toString() : letters.toString().toUpperCase(Locale.ROOT);
        }
        if (number > 0 && number <= LAST_ROMAN && style.equalsIgnoreCase("i")) {
            StringBuilder digits = new StringBuilder();
            int rest = number;
            for (int i = 0; i < ROMAN_VALUES.length; i++) {
                for (; rest >= ROMAN_VALUES[i]; rest -= ROMAN_VALUES[i]) {
                    digits.append(ROMAN_DIGITS[i]);
                }
            }
            return style.equals("i") ? digits.toString() : digits.toString().toUpperCase(Locale.ROOT);
        }
        return Integer.toString(number);
    }

    /** True if the item begins with its number: "3. …", "(3) …", "[3] …". */
    private boolean repeats(int item, String mark) {
        int first = item + 1;
        while (first < tree.end(item) && (!tree.isText(first) || notes.textLength[first] == 0)) {
            first++;
        }
        if (first == tree.end(item)) {
            return false;
        }
        String text = tree.characters(first).strip();
        int start = !text.isEmpty() && "([（【".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
        int end = start + mark.length();
        return text.startsWith(mark, start) && end < text.length() && ".):]、）．】".indexOf(text.charAt(end)) >= 0
                && (end + 1 == text.length() || !Character.isDigit(text.charAt(end + 1)));
    }
}
