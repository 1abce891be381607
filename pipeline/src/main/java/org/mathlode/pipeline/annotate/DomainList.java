package org.mathlode.pipeline.annotate;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.mathlode.pipeline.annotate.RunTables.Domain;

/** The domains an annotator asks for, in the order of the work they leave: most uncollected pages first. */
final class DomainList {
    /** Which domains are shown. */
    enum Listed {
        LISTED,
        MATH_RELATED,
        JUST_BELOW,
        HIGH_SCORING,
        ANNOTATED,
        OPEN,
        ALL;

        /** Throws IllegalArgumentException for another word. */
        static Listed of(String label) {
            for (Listed one : values()) {
                if (one.label().equals(label)) {
                    return one;
                }
            }
            throw new IllegalArgumentException("list must be one of " + List.of(values()).stream().map(Listed::label).toList() + " (" + label + ")");
        }

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final List<String> GROUPS = List.of("math-related", "just-below", "high-scoring", "other");
    private static final Comparator<Domain> ORDER = Comparator.comparingInt((Domain one) -> GROUPS.indexOf(one.listed()))
            .thenComparing(Comparator.comparingLong((Domain one) -> one.pages() - one.collected()).reversed()).thenComparing(Domain::domain);

    private DomainList() {}

    /**
     * Selects domains.
     *
     * @param language "" for all
     * @param text part of the name, "" for all
     * @param verdicts how many lines the sheet has on each domain
     */
    static List<Domain> select(List<Domain> domains, Listed listed, String language, String text, Map<String, Integer> verdicts) {
        Predicate<Domain> wanted = switch (listed) {
            case ALL -> one -> true;
            case ANNOTATED -> one -> verdicts.containsKey(one.domain());
            case LISTED -> one -> !one.listed().equals("other");
            case OPEN -> one -> !one.listed().equals("other") && !verdicts.containsKey(one.domain());
            case MATH_RELATED, JUST_BELOW, HIGH_SCORING -> one -> one.listed().equals(listed.label());
        };
        String part = text.toLowerCase(Locale.ROOT);
        return domains.stream().filter(wanted).filter(one -> language.isEmpty() || one.language().equals(language)).filter(one -> one.domain().contains(part))
                .sorted(ORDER).toList();
    }
}
