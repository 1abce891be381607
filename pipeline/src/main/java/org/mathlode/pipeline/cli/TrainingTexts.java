package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.Composition;
import org.mathlode.classifier.Composition.Use;
import org.mathlode.classifier.Evaluation;
import org.mathlode.classifier.Evaluation.Example;
import org.mathlode.classifier.Evaluation.Truth;
import org.mathlode.classifier.HeldOut;
import org.mathlode.classifier.LinearModel;
import org.mathlode.classifier.TrainingFile;
import org.mathlode.classifier.TrainingLine;

/** The texts of a training from files: part of the domains is held out, the rest becomes the training file. */
final class TrainingTexts implements Closeable {
    record Settings(String field, boolean raw, double heldOutShare, long randomSeed) {}

    private final Path folder;
    private final Settings settings;
    private final Path trainingText;
    private final TrainingFile training;
    private final Path heldOut;
    private final DataOutputStream heldOutOutput;
    private final SortedMap<String, Object> data = new TreeMap<>();
    private final Composition composition = new Composition();
    private final Set<String> large = new HashSet<>();
    private long heldOutCount;

    TrainingTexts(Path folder, Settings settings) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.trainingText = folder.resolve("train.txt");
        this.training = new TrainingFile(trainingText, settings.randomSeed);
        this.heldOut = folder.resolve("held-out");
        this.heldOutOutput = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(heldOut)));
    }

    static void requireFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
    }

    /** Finds the domains that are too large to be held out: nothing would be left to learn from, or to judge by. To be called before {@link #add}. */
    void countDomains(List<Path> files, Truth truth, ConsoleProgress progress) throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        long texts = 0;
        for (Path file : files) {
            try (TextRecords records = TextRecords.open(file, progress)) {
                ObjectNode record;
                while ((record = records.next()) != null) {
                    sizes.merge(domain(record), 1L, Long::sum);
                    texts++;
                    progress.one();
                }
            }
        }
        sizes.remove("");
        for (Map.Entry<String, Long> domain : sizes.entrySet()) {
            if (domain.getValue() > texts * settings.heldOutShare) {
                large.add(domain.getKey());
            }
        }
    }

    private Use use(String domain, String text) {
        boolean heldOut = !large.contains(domain) && HeldOut.isHeldOut(domain.isEmpty() ? text : domain, settings.randomSeed, settings.heldOutShare);
        return heldOut ? Use.HELD_OUT : Use.TRAINED;
    }

    void add(List<Path> files, Truth truth, ConsoleProgress progress) throws IOException {
        for (Path file : files) {
            long texts = 0;
            long held = 0;
            try (TextRecords records = TextRecords.open(file, progress)) {
                ObjectNode record;
                while ((record = records.next()) != null) {
                    String text = records.text(record, settings.field);
                    String form = settings.raw ? text : ClassifierText.normalize(text);
                    String domain = domain(record);
                    Use use = use(domain, text);
                    composition.add("file", file.getFileName().toString(), truth, use, 1);
                    composition.add("domain", domain.isEmpty() ? "(none)" : domain, truth, use, 1);
                    composition.add("language", record.path("language").asText("und"), truth, use, 1);
                    if (use == Use.HELD_OUT) {
                        hold(form, truth, record.path("language").asText(""));
                        held++;
                    } else {
                        training.add(truth == Truth.MATH ? TrainingLine.math(form) : TrainingLine.other(form));
                    }
                    texts++;
                    progress.one();
                }
            }
            if (texts == 0) {
                throw new IOException(file + " has no texts");
            }
            data.put((truth == Truth.MATH ? "positives " : "negatives ") + file.getFileName(),
                    texts + " texts, " + held + " held out, sha256 " + digest(file));
        }
    }

    /** What is held out together: the domain, where a record names it, else "". */
    private static String domain(ObjectNode record) {
        String named = record.path("domain").asText("");
        if (!named.isEmpty()) {
            return named;
        }
        String url = record.path("url").asText("");
        try {
            String host = URI.create(url).getHost();
            return host == null ? url : host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    private void hold(String form, Truth truth, String language) throws IOException {
        byte[] utf8 = form.replace('\n', ' ').getBytes(StandardCharsets.UTF_8);
        heldOutOutput.writeByte(truth.ordinal());
        heldOutOutput.writeUTF(language);
        heldOutOutput.writeInt(utf8.length);
        heldOutOutput.write(utf8);
        heldOutCount++;
    }

    /** The training file, complete. */
    Path finish() throws IOException {
        training.close();
        heldOutOutput.close();
        data.put("random-seed", settings.randomSeed);
        data.put("held-out-share", settings.heldOutShare);
        return trainingText;
    }

    /** Files and their digests. */
    SortedMap<String, Object> data() {
        return data;
    }

    Composition composition() {
        return composition;
    }

    /** Figures on the held-out texts; empty when they are not of both kinds. */
    Optional<Evaluation> evaluate(LinearModel model) throws IOException {
        List<Example> examples = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(heldOut)))) {
            for (long i = 0; i < heldOutCount; i++) {
                Truth truth = Truth.values()[in.readByte()];
                String language = in.readUTF();
                byte[] utf8 = in.readNBytes(in.readInt());
                examples.add(new Example(model.logOdds(utf8, 0, utf8.length), truth, language));
            }
        }
        boolean bothKinds = examples.stream().map(Example::truth).distinct().count() == Truth.values().length;
        return bothKinds ? Optional.of(Evaluation.of(examples)) : Optional.empty();
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            int read;
            while ((read = in.read(buffer)) > 0) {
                sha.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Removes the folder. */
    @Override
    public void close() throws IOException {
        heldOutOutput.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
