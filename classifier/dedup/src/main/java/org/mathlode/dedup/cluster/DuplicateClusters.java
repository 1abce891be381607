package org.mathlode.dedup.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Clusters as connected components of links, in memory, each named by its smallest id. */
public final class DuplicateClusters {
    /**
     * A cluster of two documents or more.
     *
     * @param id the smallest id of its members
     * @param keeper the member that is kept
     * @param members all ids, ascending
     */
    public record Cluster(String id, String keeper, List<String> members) {}

    private DuplicateClusters() {}

    /**
     * The clusters, ascending by id.
     *
     * @param standings what decides which member is kept
     */
    public static List<Cluster> of(Collection<Link> links, Function<String, Standing> standings) {
        LinkContraction components = new LinkContraction();
        links.forEach(link -> components.add(link.id(), link.leader()));
        Map<String, List<String>> members = new TreeMap<>(Standing::compareIds);
        components.drain((id, smallest) -> members.computeIfAbsent(smallest, first -> new ArrayList<>(List.of(first))).add(id));
        List<Cluster> clusters = new ArrayList<>();
        members.forEach((smallest, ids) -> {
            ids.sort(Standing::compareIds);
            String keeper = ids.stream().map(standings).min(Standing::compareTo).orElseThrow().id();
            clusters.add(new Cluster(smallest, keeper, List.copyOf(ids)));
        });
        return clusters;
    }

    /** The cluster of every member. */
    public static Map<String, Cluster> byMember(List<Cluster> clusters) {
        Map<String, Cluster> found = new LinkedHashMap<>();
        clusters.forEach(cluster -> cluster.members().forEach(id -> found.put(id, cluster)));
        return found;
    }
}
