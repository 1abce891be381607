package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
import org.mathlode.dedup.minhash.Shingles;
import org.mathlode.dedup.minhash.Signature;
import org.mathlode.dedup.url.UrlNormalizer;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.model.TextFacts;

/** Finds the duplicates in files of documents, with what a run's stages are made of, in memory. */
final class FileDedup {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<Path> files;
    private final MinHashParams params;
    private final LinkRule rule;
    private final PrintWriter err;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Dropped> dropped = new HashMap<>();
    private List<Cluster> clusters = List.of();
    private Map<String, Cluster> byMember = Map.of();
    private String buckets = "";

    /** What is held of a document. */
    private record Entry(Standing standing, String urlKey, long textHash, Signature signature) {
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

    /** Reads the files, decides which documents are kept and writes these and, unless {@code members} is null, the clusters. */
    void run(Path output, Path members) throws IOException {
        DocumentOutput kept = DocumentOutput.of(output, files, JSON.objectNode().put("cluster_id", "").put("cluster_size", 1));
        find(kept);
        kept.writeWhole(output, this::writeKept);
        if (members != null) {
            DocumentOutput listed = DocumentOutput.of(members, List.of(), JSON.objectNode());
            eachMember((line, from) -> listed.see(line));
            listed.writeWhole(members, out -> eachMember(out::write));
        }
    }

    private void find(DocumentOutput kept) throws IOException {
        readEntries(kept);
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
            long keptText = entries.get(cluster.keeper()).textHash();
            for (String id : cluster.members()) {
                if (!id.equals(cluster.keeper())) {
                    dropped.put(id, new Dropped(entries.get(id).textHash() == keptText ? RejectReason.DUPLICATE_CONTENT : RejectReason.NEAR_DUPLICATE, cluster.keeper()));
                }
            }
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

    private void readEntries(DocumentOutput kept) throws IOException {
        MinHasher hasher = new MinHasher(params);
        eachDocument("documents signed", (record, from) -> {
            DocumentRecord document = DocumentRecord.of(record, from.place());
            Standing standing = new Standing(document.formulas(), TextFacts.characters(document.text()), document.date(), document.id());
            Entry entry = new Entry(standing, document.url() == null ? null : UrlNormalizer.key(document.url()), document.textHash(),
                    hasher.signature(document.text()));
            if (entries.put(document.id(), entry) != null) {
                throw new IOException(from.place() + " has the id " + document.id() + ", as a document before it: ids must differ");
            }
            kept.see(record);
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
        Map<String, Shingles> shingles = new HashMap<>();
        MinHasher hasher = new MinHasher(params);
        eachDocument("documents compared", (record, from) -> {
            DocumentRecord document = DocumentRecord.of(record, from.place());
            if (linked.contains(document.id())) {
                shingles.put(document.id(), hasher.shingles(document.text()));
            }
        });
        return links.stream().filter(link -> rule.links(shingles.get(link.id()), shingles.get(link.leader()))).toList();
    }

    private void writeKept(DocumentOutput out) throws IOException {
        eachDocument("documents written", (record, from) -> {
            String id = DocumentRecord.of(record, from.place()).id();
            if (!dropped.containsKey(id)) {
                Cluster cluster = byMember.get(id);
                record.remove("cluster_id");
                if (cluster != null) {
                    record.put("cluster_id", cluster.id());
                }
                out.write(record.put("cluster_size", cluster == null ? 1 : cluster.members().size()), from);
            }
        });
    }

    /** Every document of a cluster, then those left out for their URL. */
    private void eachMember(RecordUse use) throws IOException {
        for (Cluster cluster : clusters) {
            for (String id : cluster.members()) {
                ObjectNode line = JSON.objectNode().put("cluster_id", cluster.id()).put("cluster_size", cluster.members().size()).put("id", id)
                        .put("keeper", cluster.keeper());
                if (dropped.containsKey(id)) {
                    line.put("reason", dropped.get(id).reason().label());
                }
                use.accept(line.put("similarity", Jaccard.estimated(entries.get(id).signature().components(), entries.get(cluster.keeper()).signature().components())), null);
            }
        }
        List<String> sameUrl = new ArrayList<>(dropped.keySet());
        sameUrl.removeIf(id -> dropped.get(id).reason() != RejectReason.DUPLICATE_URL);
        sameUrl.sort(Standing::compareIds);
        for (String id : sameUrl) {
            use.accept(JSON.objectNode().put("id", id).put("keeper", dropped.get(id).keeper()).put("reason", RejectReason.DUPLICATE_URL.label()), null);
        }
    }

    private interface RecordUse {
        void accept(ObjectNode record, DocumentRecords from) throws IOException;
    }

    private void eachDocument(String what, RecordUse use) throws IOException {
        try (ConsoleProgress progress = ConsoleProgress.of(err, what).toRead(files)) {
            for (Path file : files) {
                try (DocumentRecords records = DocumentRecords.open(file, progress)) {
                    for (ObjectNode record = records.next(); record != null; record = records.next()) {
                        use.accept(record, records);
                        progress.one();
                    }
                }
            }
        }
    }
}
