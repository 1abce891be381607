package org.mathlode.pipeline.annotate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mathlode.pipeline.annotate.RunTables.Domain;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;
import org.mathlode.pipeline.config.TrainingSetConfig;

/** What the page asks for and tells, as JSON, without HTTP. Thread-safe. */
final class AnnotationSession {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ROWS = 500;
    /** Sample pages of a kind in one answer. */
    private static final int MOST_SAMPLES = 10;
    private static final int MOST_DOMAINS_READ = 8;

    private final RunTables tables;
    private final SheetFile file;
    private final List<PathAnnotation> earlier;
    private final Settings settings;
    private final Map<String, OfDomain> read = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OfDomain> eldest) {
            return size() > MOST_DOMAINS_READ;
        }
    };

    /**
     * What the page shows beside the tables.
     *
     * @param run name of the run
     * @param line the domain share above which a domain is math-related
     * @param training how the next iteration draws its positives
     */
    record Settings(String run, String annotator, double line, TrainingSetConfig training) {}

    /** Paths and samples of a domain, kept while it is looked at. */
    private record OfDomain(List<ObjectNode> paths, List<ObjectNode> samples, PathCounts counts) {
        Set<String> drawnFor(String prefix) {
            Set<String> ids = new HashSet<>();
            paths.stream().filter(row -> row.path("path_prefix").asText().equals(prefix)).forEach(row -> {
                row.path("collected_ids").forEach(id -> ids.add(id.asText()));
                row.path("uncollected_ids").forEach(id -> ids.add(id.asText()));
            });
            return ids;
        }
    }

    /** @param earlier verdicts of the sheets before this one; of equal prefixes the later first counts last */
    AnnotationSession(RunTables tables, SheetFile file, List<PathAnnotation> earlier, Settings settings) {
        this.tables = tables;
        this.file = file;
        this.earlier = List.copyOf(earlier);
        this.settings = settings;
    }

    ObjectNode run() throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("run", settings.run()).put("iteration", tables.iteration()).put("file", file.file().toString()).put("annotator", settings.annotator())
                .put("line", settings.line()).put("cap", settings.training().positivesPerPath())
                .put("confirms", settings.training().positivesFrom() == TrainingSetConfig.PositivesFrom.ANNOTATED);
        TreeMap<String, Integer> languages = new TreeMap<>();
        TreeMap<String, Integer> listed = new TreeMap<>();
        for (Domain domain : tables.domains()) {
            languages.merge(domain.language(), 1, Integer::sum);
            listed.merge(domain.listed(), 1, Integer::sum);
        }
        answer.set("languages", JSON.valueToTree(languages));
        answer.set("listed", JSON.valueToTree(listed));
        answer.put("domains", tables.domains().size());
        return answer;
    }

    /** The sheet's version and how many verdicts of each kind it has. */
    ObjectNode sheet() throws IOException {
        SheetFile.State state = file.current();
        ObjectNode answer = JSON.createObjectNode().put("version", state.version());
        TreeMap<String, Integer> counts = new TreeMap<>();
        state.sheet().annotations().stream().filter(one -> one.verdict() != null).forEach(one -> counts.merge(one.verdict().label(), 1, Integer::sum));
        answer.set("verdicts", JSON.valueToTree(counts));
        return answer;
    }

    ObjectNode domains(DomainList.Listed listed, String language, String text, int offset, int limit) throws IOException {
        Map<String, Integer> verdicts = new HashMap<>();
        Map<String, TreeMap<String, Integer>> byVerdict = new HashMap<>();
        for (PathAnnotation one : file.current().sheet().annotations()) {
            if (one.verdict() != null) {
                verdicts.merge(one.domain(), 1, Integer::sum);
                byVerdict.computeIfAbsent(one.domain(), domain -> new TreeMap<>()).merge(one.verdict().label(), 1, Integer::sum);
            }
        }
        List<Domain> found = DomainList.select(tables.domains(), listed, language, text, verdicts);
        ObjectNode answer = JSON.createObjectNode().put("total", found.size());
        ArrayNode rows = answer.putArray("rows");
        found.stream().skip(Math.max(0, offset)).limit(Math.min(Math.max(0, limit), MOST_ROWS)).forEach(domain -> {
            ObjectNode row = json(domain);
            row.set("verdicts", JSON.valueToTree(byVerdict.getOrDefault(domain.domain(), new TreeMap<>())));
            rows.add(row);
        });
        return answer;
    }

    /** A domain with its paths, the lines of the sheet on it, earlier verdicts and what these gave. */
    ObjectNode domain(String name) throws IOException {
        OfDomain known = known(name);
        Domain domain = tables.domain(name);
        SheetFile.State state = file.current();
        ObjectNode answer = domain == null ? JSON.createObjectNode().put("domain", name) : json(domain);
        answer.put("version", state.version());
        ArrayNode paths = answer.putArray("paths");
        known.paths().forEach(paths::add);
        ArrayNode lines = answer.putArray("lines");
        state.sheet().annotations().stream().filter(one -> one.domain().equals(name)).forEach(one -> lines.add(json(one)));
        ArrayNode before = answer.putArray("earlier");
        inForce(name, List.of()).forEach(one -> before.add(json(one)));
        ArrayNode gave = answer.putArray("gave");
        tables.annotatedPaths(name).forEach(gave::add);
        return answer;
    }

    /** Sample pages under any prefix, uncollected and collected ones. */
    ObjectNode samples(String name, String prefix) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode uncollected = answer.putArray("uncollected");
        ArrayNode collected = answer.putArray("collected");
        OfDomain known = known(name);
        Set<String> own = known.drawnFor(prefix);
        // first those that were drawn of all pages under the prefix, then what was drawn for others inside it; ids are hashes
        known.samples().stream().filter(page -> page.path("path").asText().startsWith(prefix))
                .sorted(Comparator.comparing((ObjectNode page) -> !own.contains(page.path("id").asText())).thenComparing(page -> page.path("id").asText()))
                .forEach(page -> {
                    ArrayNode kind = page.path("collected").asBoolean() ? collected : uncollected;
                    if (kind.size() < MOST_SAMPLES) {
                        kind.add(page);
                    }
                });
        return answer;
    }

    /** What each verdict on a prefix would add. */
    ObjectNode effect(String name, String prefix) throws IOException {
        Collection<PathAnnotation> known = inForce(name, file.current().sheet().annotations());
        PathCounts.Effect effect = known(name).counts().effect(prefix, known);
        ObjectNode answer = JSON.createObjectNode().put("pages", effect.pages().pages()).put("uncollected", effect.pages().uncollected())
                .put("tokens", effect.pages().uncollectedTokens()).put("exact", effect.exact()).put("standing", effect.standing() == null ? "" : effect.standing().label());
        ObjectNode adds = answer.putObject("adds");
        for (Verdict verdict : Verdict.values()) {
            adds.putObject(verdict.label()).put("pages", effect.adds(verdict)).put("tokens", effect.addsTokens(verdict));
        }
        return answer;
    }

    /** Writes a line, or takes it out where {@code verdict} is empty; answers what {@link #sheet} does. */
    ObjectNode decide(VerdictRequest request) throws IOException, SheetFile.ConflictException {
        if (request.line().isPresent()) {
            file.put(request.line().get(), request.expected());
        } else {
            file.remove(request.key(), request.expected());
        }
        return sheet();
    }

    /** The verdicts that hold for a domain: of equal prefixes the later sheet's. */
    private Collection<PathAnnotation> inForce(String domain, Collection<PathAnnotation> latest) {
        TreeMap<String, PathAnnotation> verdicts = new TreeMap<>();
        List<PathAnnotation> all = new ArrayList<>(earlier);
        all.addAll(latest);
        all.stream().filter(one -> one.domain().equals(domain) && one.verdict() != null).forEach(one -> verdicts.put(one.pathPrefix(), one));
        return verdicts.values();
    }

    private OfDomain known(String name) throws IOException {
        synchronized (read) {
            OfDomain known = read.get(name);
            if (known == null) {
                List<ObjectNode> paths = tables.paths(name);
                Map<String, PathCounts.Count> counts = new HashMap<>();
                Domain domain = tables.domain(name);
                if (domain != null) {
                    counts.put("/", new PathCounts.Count(domain.pages(), domain.pages() - domain.collected(), domain.uncollectedTokens()));
                }
                paths.forEach(row -> counts.put(row.path("path_prefix").asText(),
                        new PathCounts.Count(row.path("pages").asLong(), row.path("uncollected").asLong(), row.path("uncollected_tokens").asLong())));
                known = new OfDomain(paths, tables.samples(name), new PathCounts(counts));
                read.put(name, known);
            }
            return known;
        }
    }

    private static ObjectNode json(Domain domain) {
        return JSON.createObjectNode().put("domain", domain.domain()).put("language", domain.language()).put("listed", domain.listed()).put("pages", domain.pages())
                .put("collected", domain.collected()).put("uncollected", domain.pages() - domain.collected()).put("tokens", domain.uncollectedTokens())
                .put("share", domain.share()).put("best", domain.bestOfLanguage());
    }

    static ObjectNode json(PathAnnotation line) {
        return JSON.createObjectNode().put("domain", line.domain()).put("prefix", line.pathPrefix())
                .put("verdict", line.verdict() == null ? "" : line.verdict().label()).put("note", line.note()).put("annotator", line.annotator());
    }

    static JsonNode parse(byte[] body) throws IOException {
        return JSON.readTree(body);
    }

    static byte[] bytes(ObjectNode answer) throws IOException {
        return JSON.writeValueAsBytes(answer);
    }
}
