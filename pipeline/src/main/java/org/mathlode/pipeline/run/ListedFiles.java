package org.mathlode.pipeline.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.mathlode.pipeline.config.InputConfig;
import org.mathlode.pipeline.stage.StageException;
import org.mathlode.pipeline.stage.WarcFile;
import org.mathlode.pipeline.storage.WarcListing;

/** The WARC files of a run. */
final class ListedFiles {
    private ListedFiles() {}

    /** The files of all crawls; throws where one has none, or where two have one name. */
    static List<WarcFile> of(InputConfig input, Configuration configuration) throws IOException {
        List<WarcFile> files = new ArrayList<>();
        for (String crawl : input.crawls()) {
            files.addAll(of(crawl, input.warcListing().replace("{crawl}", crawl), configuration));
        }
        Set<String> names = new HashSet<>();
        for (WarcFile file : files) {
            if (!names.add(file.name())) {
                throw new StageException("input.warc-listing: two WARC files are called " + file.name() + "; names must differ, ids are made of them");
            }
        }
        files.sort(Comparator.comparing(WarcFile::crawl).thenComparing(WarcFile::name));
        return files;
    }

    private static List<WarcFile> of(String crawl, String location, Configuration configuration) throws IOException {
        List<WarcListing.Entry> found;
        try {
            found = WarcListing.read(location, configuration);
        } catch (IOException e) {
            throw new StageException("input.warc-listing: " + e.getMessage());
        }
        if (found.isEmpty()) {
            throw new StageException("input.warc-listing: no WARC file at " + location + " (wanted: a listing such as warc.paths.gz, or a glob such as folder/*.warc.gz)");
        }
        return found.stream().map(file -> new WarcFile(crawl, file.name(), file.path())).toList();
    }
}
