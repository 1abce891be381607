package org.mathlode.pipeline.stage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.mathlode.dedup.cluster.LinkContraction;
import org.mathlode.pipeline.stage.LinkMembers.PageLink;

/**
 * Row function: links to as few links of the same components, each from an id to the smallest one that the task knows of.
 *
 * @param most ids a task holds at a time
 */
record ContractLinks(int most) implements MapPartitionsFunction<PageLink, PageLink> {
    @Override
    public Iterator<PageLink> call(Iterator<PageLink> links) {
        return new Contracted(links, most);
    }

    private static final class Contracted implements Iterator<PageLink> {
        private final Iterator<PageLink> links;
        private final int most;
        private final LinkContraction contraction = new LinkContraction();
        private final Deque<PageLink> ready = new ArrayDeque<>();

        Contracted(Iterator<PageLink> links, int most) {
            this.links = links;
            this.most = most;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && links.hasNext()) {
                while (links.hasNext() && contraction.size() < most) {
                    PageLink link = links.next();
                    contraction.add(link.a(), link.b());
                }
                contraction.drain((id, smallest) -> ready.add(new PageLink(id, smallest)));
            }
            return !ready.isEmpty();
        }

        @Override
        public PageLink next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }
    }
}
