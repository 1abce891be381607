package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /** Digests of the sheets {@link #upTo} reads. */
    static SortedMap<String, String> digests(Recipe recipe, int n) throws IOException {
        TreeMap<String, String> digests = new TreeMap<>();
        for (int i = 2; i <= n; i++) {
            Path sheet = recipe.annotations(i);
            digests.put(recipe.folder().relativize(sheet).toString(), Manifest.sha256(Files.readAllBytes(sheet)));
        }
        return digests;
    }
}
