package org.mathlode.pipeline.stage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mathlode.pipeline.config.AnnotationIndex;
import org.mathlode.pipeline.config.AnnotationSheet;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;

/** The sheets an iteration knows: of a prefix that stands in several, the latest verdict counts. */
final class Annotations {
    private Annotations() {}

    /** The verdicts on the pages of iteration {@code n}'s crawl given after the iterations before it. */
    static AnnotationIndex upTo(Recipe recipe, int n) {
        List<PathAnnotation> all = new ArrayList<>();
        for (int i = 2; i <= n; i++) {
            all.addAll(AnnotationSheet.read(recipe.annotations(i)));
        }
        return new AnnotationIndex(all);
    }

    /** Digests of the verdicts {@link #upTo} reads; notes, remarks and order do not count. */
    static SortedMap<String, String> digests(Recipe recipe, int n) {
        TreeMap<String, String> digests = new TreeMap<>();
        for (int i = 2; i <= n; i++) {
            String verdicts = AnnotationSheet.read(recipe.annotations(i)).stream()
                    .map(verdict -> verdict.domain() + "\t" + verdict.pathPrefix() + "\t" + verdict.verdict().label())
                    .sorted().collect(Collectors.joining("\n"));
            digests.put(recipe.iterations().get(i - 1).annotations(), Manifest.sha256(verdicts.getBytes(StandardCharsets.UTF_8)));
        }
        return digests;
    }
}
