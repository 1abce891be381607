package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mathlode.dedup.cluster.DuplicateClusters;
import org.mathlode.dedup.cluster.DuplicateClusters.Cluster;
import org.mathlode.dedup.cluster.InMemoryLinks;
import org.mathlode.dedup.cluster.Link;
import org.mathlode.dedup.cluster.LinkRule;
import org.mathlode.dedup.cluster.SignedDocument;
import org.mathlode.dedup.cluster.Standing;
import org.mathlode.dedup.cluster.Verification;
import org.mathlode.dedup.minhash.Jaccard;
import org.mathlode.dedup.minhash.MinHashParams;
import org.mathlode.dedup.minhash.MinHasher;
import org.mathlode.dedup.url.UrlNormalizer;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.model.TextFacts;

/** Finds the duplicates in files of documents, with what a run's stages are made of, in memory. */
final class FileDedup {
    private final List<Path> files;
    private final MinHashParams params;
    private final LinkRule rule;
    private final PrintWriter err;
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Dropped> dropped = new HashMap<>();
    private List<Cluster> clusters = List.of();
    private Map<String, Cluster> byMember = Map.of();
    private String buckets = "";

    /** What is held of a document. */
    private record Entry(Standing standing, String urlKey, long textHash, int[] signature) {
        String id() {
            return standing.id();
        }
    }

    /** Why a document is left out, and for which other. */
    private record Dropped(RejectReason reason, String keeper) {}

    FileDedup(List<Path> files, MinHashParams params, LinkRule rule, PrintWriter err) {
        this.files = files;
        this.params = params;
        this.rule = rule;
        this.err = err;
    }

    /** Reads the files and decides which documents are kept. */
    void find() throws IOException {
        readEntries();
        dropDuplicateUrls();
        List<SignedDocument> signed = entries.values().stream().filter(entry -> !dropped.containsKey(entry.id()))
                .sorted((one, other) -> Standing.compareIds(one.id(), other.id()))
                .map(entry -> new SignedDocument(entry.id(), entry.signature())).toList();
        InMemoryLinks bucketLinks = new InMemoryLinks(params, rule);
        List<Link> links = bucketLinks.among(signed);
        buckets = String.format(Locale.ROOT, "%d links, the largest bucket holds %d documents", links.size(), bucketLinks.largestBucket());
        if (rule.verification() == Verification.EXACT) {
            links = exact(links);
        }
        clusters = DuplicateClusters.of(links, id -> entries.get(id).standing());
        byMember = DuplicateClusters.byMember(clusters);
        for (Cluster cluster : clusters) {
            long kept = entries.get(cluster.keeper()).textHash();
            for (String id : cluster.members()) {
                if (!id.equals(cluster.keeper())) {
                    dropped.put(id, new Dropped(entries.get(id).textHash() == kept ? RejectReason.DUPLICATE_CONTENT : RejectReason.NEAR_DUPLICATE, cluster.keeper()));
                }
            }
        }
    }

    /** Writes the documents that are kept and, unless {@code members} is null, the clusters. */
    void write(Path output, Path members) throws IOException {
        writeWhole(output, this::writeKept);
        if (members != null) {
            writeWhole(members, this::writeMembers);
        }
    }

    /** In = kept + left out, by reason; a few lines. */
    String summary() {
        Map<String, Integer> reasons = new TreeMap<>();
        dropped.values().forEach(drop -> reasons.merge(drop.reason().label(), 1, Integer::sum));
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "%d documents, %d kept", entries.size(), entries.size() - dropped.size()));
        reasons.forEach((reason, count) -> out.append(String.format(Locale.ROOT, ", %s %d", reason, count)));
        return out.append(String.format(Locale.ROOT, "%n%d clusters; %s%n%s", clusters.size(), buckets, params.describe())).toString();
    }

    private void readEntries() throws IOException {
        MinHasher hasher = new MinHasher(params);
        eachDocument("documents signed", (record, place) -> {
            DocumentRecord document = DocumentRecord.of(record, place);
            Standing standing = new Standing(document.formulas(), TextFacts.characters(document.text()), document.date(), document.id());
            Entry entry = new Entry(standing, document.url() == null ? null : UrlNormalizer.key(document.url()), document.textHash(),
                    hasher.signature(document.text()));
            if (entries.put(document.id(), entry) != null) {
                throw new IOException(place + " has the id " + document.id() + ", as a document before it: ids must differ");
            }
        });
    }

    /** As in a run: the newest of a URL key, then the one with the smaller digest, here that of its text, then the smaller id. */
    private void dropDuplicateUrls() {
        Comparator<Entry> newestFirst = Comparator.comparing((Entry entry) -> entry.standing().date(), Comparator.nullsFirst(Comparator.naturalOrder())).reversed()
                .thenComparing(Entry::textHash, Long::compareUnsigned).thenComparing(Entry::id, Standing::compareIds);
        Map<String, Entry> kept = new HashMap<>();
        for (Entry entry : entries.values()) {
            if (entry.urlKey() != null) {
                kept.merge(entry.urlKey(), entry, (one, other) -> newestFirst.compare(one, other) <= 0 ? one : other);
            }
        }
        for (Entry entry : entries.values()) {
            if (entry.urlKey() != null && kept.get(entry.urlKey()) != entry) {
                dropped.put(entry.id(), new Dropped(RejectReason.DUPLICATE_URL, kept.get(entry.urlKey()).id()));
            }
        }
    }

    private List<Link> exact(List<Link> links) throws IOException {
        Set<String> linked = new HashSet<>();
        links.forEach(link -> linked.addAll(List.of(link.id(), link.leader())));
        Map<String, long[]> shingles = new HashMap<>();
        MinHasher hasher = new MinHasher(params);
        eachDocument("documents compared", (record, place) -> {
            DocumentRecord document = DocumentRecord.of(record, place);
            if (linked.contains(document.id())) {
                shingles.put(document.id(), hasher.shingleHashes(document.text()));
            }
        });
        return links.stream().filter(link -> Jaccard.exact(shingles.get(link.id()), shingles.get(link.leader())) >= rule.minSimilarity()).toList();
    }

    private void writeKept(OutputStream out) throws IOException {
        eachDocument("documents written", (record, place) -> {
            String id = DocumentRecord.of(record, place).id();
            if (!dropped.containsKey(id)) {
                Cluster cluster = byMember.get(id);
                if (cluster != null) {
                    record.put("cluster_id", cluster.id());
                }
                line(out, record.put("cluster_size", cluster == null ? 1 : cluster.members().size()));
            }
        });
    }

    private void writeMembers(OutputStream out) throws IOException {
        for (Cluster cluster : clusters) {
            for (String id : cluster.members()) {
                ObjectNode line = mapper.createObjectNode().put("cluster_id", cluster.id()).put("cluster_size", cluster.members().size()).put("id", id)
                        .put("keeper", cluster.keeper());
                if (dropped.containsKey(id)) {
                    line.put("reason", dropped.get(id).reason().label());
                }
                line(out, line.put("similarity", Jaccard.estimated(entries.get(id).signature(), entries.get(cluster.keeper()).signature())));
            }
        }
        List<String> sameUrl = new ArrayList<>(dropped.keySet());
        sameUrl.removeIf(id -> dropped.get(id).reason() != RejectReason.DUPLICATE_URL);
        sameUrl.sort(Standing::compareIds);
        for (String id : sameUrl) {
            line(out, mapper.createObjectNode().put("id", id).put("keeper", dropped.get(id).keeper()).put("reason", RejectReason.DUPLICATE_URL.label()));
        }
    }

    private void line(OutputStream out, ObjectNode line) throws IOException {
        out.write(mapper.writeValueAsString(line).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    private interface RecordUse {
        void accept(ObjectNode record, String place) throws IOException;
    }

    private void eachDocument(String what, RecordUse use) throws IOException {
        try (ConsoleProgress progress = ConsoleProgress.of(err, what).toRead(files)) {
            for (Path file : files) {
                try (DocumentRecords records = DocumentRecords.open(file, progress)) {
                    for (ObjectNode record = records.next(); record != null; record = records.next()) {
                        use.accept(record, records.place());
                        progress.one();
                    }
                }
            }
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** The file appears when it is complete. */
    private static void writeWhole(Path file, Writing writing) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
            writing.to(out);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(unfinished);
            throw failed;
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
