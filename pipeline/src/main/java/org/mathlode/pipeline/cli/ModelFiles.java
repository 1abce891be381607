package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.LinearModel;

/** Finds and opens classifier models: our own file or one of fastText, by itself or in a folder. */
final class ModelFiles {
    static final String MODEL = "model.mlm";
    static final String FASTTEXT = "model.bin";
    static final String CARD_JSON = "model-card.json";
    static final String CARD_MARKDOWN = "MODEL.md";

    private ModelFiles() {}

    /** @param positiveLabel the label of mathematics in a fastText file */
    static LinearModel open(Path fileOrFolder, String positiveLabel) throws IOException {
        Path file = Files.isDirectory(fileOrFolder) ? inFolder(fileOrFolder) : fileOrFolder;
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(8);
        }
        // a fastText file does not say what text it was trained on; it counts as trained on the normal form
        return new String(start, StandardCharsets.ISO_8859_1).equals("MATHLODE")
                ? LinearModel.load(file) : LinearModel.fromFastText(file, positiveLabel, ClassifierText.VERSION);
    }

    private static Path inFolder(Path folder) throws IOException {
        Path own = folder.resolve(MODEL);
        if (Files.exists(own)) {
            return own;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> models = files.filter(file -> file.toString().matches(".*\\.(mlm|bin|ftz)")).sorted().toList();
            if (models.size() != 1) {
                throw new IOException(folder + " has no " + MODEL + " and " + models.size() + " other models; name one of them");
            }
            return models.get(0);
        }
    }
}
