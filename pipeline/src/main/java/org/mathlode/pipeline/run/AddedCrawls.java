package org.mathlode.pipeline.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.stage.StageException;
import org.mathlode.pipeline.stage.Tables;

/**
 * Crawls that the config names and a run was made without. Documents and signatures are made batch by batch and stay; what hangs on all pages together
 * (URL keys, clusters, iterations, corpus) is moved to {@code earlier/N}, a run's folder without documents, and made anew; clusters from those stored there.
 */
final class AddedCrawls {
    private static final String DOCUMENTS = Tables.DOCUMENTS;

    private final RunFolder folder;
    private final Set<String> known = new TreeSet<>();
    private final List<String> added = new ArrayList<>();

    /** Compares the crawls of the config with those of the folder; none is added to a folder whose documents are not complete yet. */
    AddedCrawls(RunFolder folder, List<String> crawls) throws IOException {
        this.folder = folder;
        Manifest documents = folder.manifest(DOCUMENTS).orElse(null);
        if (documents != null) {
            // inputs are called crawl/file, and the name of a crawl has no slash
            documents.inputs().keySet().forEach(file -> known.add(file.substring(0, file.indexOf('/'))));
            crawls.stream().filter(crawl -> !known.contains(crawl)).forEach(added::add);
        }
    }

    /** Throws if there are any: making the rest anew takes long and should be asked for. */
    void refuse() throws IOException {
        if (!added.isEmpty()) {
            throw new StageException("the run in " + folder.root() + " was made of " + known + ", the config adds " + added
                    + "; call run with --add-crawls: documents and signatures stay, what hangs on all pages together moves to "
                    + folder.path(place()) + " and is made anew");
        }
    }

    /** Makes room for them; does nothing if there are none. Called again after an interruption, it goes on. */
    List<String> makeRoom() throws IOException {
        if (added.isEmpty()) {
            return added;
        }
        String place = place();
        List<String> manifests = names("manifests");
        // stages are undone before their tables go; the documents' manifest says that there is something to do and goes last
        for (String name : manifests) {
            if (!name.equals(DOCUMENTS) && !name.equals(DOCUMENTS + ".json") && !name.equals("minhash")) {
                move("manifests/" + name, place);
            }
        }
        move("iterations", place);
        move("report", place);
        move(Tables.CORPUS, place);
        for (String name : names("attributes")) {
            if (!("attributes/" + name).equals(Tables.MINHASH)) {
                move("attributes/" + name, place);
            }
        }
        for (String name : names("rejections")) {
            if (!name.equals(DOCUMENTS)) {
                move("rejections/" + name, place);
            }
        }
        move("manifests/" + DOCUMENTS + ".json", place);
        return added;
    }

    /** The first place that no earlier state has taken for good. */
    private String place() throws IOException {
        int n = 1;
        while (folder.files().exists(folder.path(Tables.earlier(n) + "/manifests/" + DOCUMENTS + ".json"))) {
            n++;
        }
        return Tables.earlier(n);
    }

    private List<String> names(String parent) throws IOException {
        List<String> names = new ArrayList<>();
        if (folder.files().exists(folder.path(parent))) {
            for (FileStatus entry : folder.files().listStatus(folder.path(parent))) {
                names.add(entry.getPath().getName());
            }
        }
        return names;
    }

    private void move(String path, String place) throws IOException {
        Path from = folder.path(path);
        Path to = folder.path(place + "/" + path);
        if (folder.files().exists(from)) {
            folder.relocate(from, to);
        }
    }
}
