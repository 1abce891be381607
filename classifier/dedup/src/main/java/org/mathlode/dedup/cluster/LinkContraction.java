package org.mathlode.dedup.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Joins the links it is given and tells every linked id's smallest id: as many links at most, the same components. */
public final class LinkContraction {
    private final Map<String, Integer> numbers = new HashMap<>();
    private String[] ids = new String[256];
    private int[] parent = new int[256];

    /** Takes a link. */
    public void add(String one, String other) {
        int a = root(number(one));
        int b = root(number(other));
        if (a != b) {
            // the smaller id stays on top, whatever the order of arrival
            boolean aFirst = Standing.compareIds(ids[a], ids[b]) < 0;
            parent[aFirst ? b : a] = aFirst ? a : b;
        }
    }

    /** The ids so far. */
    public int size() {
        return numbers.size();
    }

    /** Tells every id that is not the smallest of its component, with the smallest; in no order. Begins anew afterwards. */
    public void drain(BiConsumer<String, String> idAndSmallest) {
        for (int i = 0; i < numbers.size(); i++) {
            int root = root(i);
            if (root != i) {
                idAndSmallest.accept(ids[i], ids[root]);
            }
        }
        numbers.clear();
    }

    private int number(String id) {
        Integer known = numbers.get(id);
        if (known != null) {
            return known;
        }
        int number = numbers.size();
        if (number == ids.length) {
            ids = Arrays.copyOf(ids, 2 * number);
            parent = Arrays.copyOf(parent, 2 * number);
        }
        ids[number] = id;
        parent[number] = number;
        numbers.put(id, number);
        return number;
    }

    private int root(int number) {
        int at = number;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
