package org.mathlode.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFilesTest {
    @TempDir
    Path folder;

    @Test
    void scoresTheSameAfterSavingAndLoading() throws Exception {
        LinearModel model = sample();
        model.save(folder.resolve("m.mlm"));
        LinearModel loaded = LinearModel.load(folder.resolve("m.mlm"));
        for (String text : SampleTexts.oddTexts(500)) {
            assertThat(loaded.logOdds(text)).isEqualTo(model.logOdds(text));
        }
        assertThat(loaded.textVersion()).isEqualTo(ClassifierText.VERSION);
        assertThat(loaded.toBytes()).isEqualTo(model.toBytes());
    }

    @Test
    void keepsItsFormat() throws Exception {
        LinearModel model = new LinearModel(1, 2, new FastTextFile.Words(new int[] {TokenBlock.END_HASH}, new long[] {7}, new float[] {1.5f}),
                new float[] {-2f, Float.NaN});
        assertThat(HexFormat.of().formatHex(model.toBytes())).isEqualTo(
                "4d4154484c4f4445" + "02000000" + "01000000" + "02000000" + "01000000" + "02000000"
                + "0700000000000000" + le(TokenBlock.END_HASH) + "0000c03f" + "000000c0" + "0000c07f" + checksum(model));
        assertThat(LinearModel.fromBytes(model.toBytes()).bucketCount()).isEqualTo(2);
    }

    private static String le(int value) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
    }

    private static String checksum(LinearModel model) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        byte[] bytes = model.toBytes();
        crc.update(bytes, 0, bytes.length - 8);
        return HexFormat.of().toHexDigits(Long.reverseBytes(crc.getValue()));
    }

    @Test
    void keepsItsHashes() {
        assertThat(TokenBlock.END_HASH).isEqualTo(TokenBlock.hash("</s>".getBytes(StandardCharsets.UTF_8), 0, 4));
        byte[] word = "théorème".getBytes(StandardCharsets.UTF_8);
        assertThat(TokenBlock.hash(word, 0, word.length)).isEqualTo(776727209);
        assertThat(TokenBlock.key(word, 0, word.length)).isEqualTo(PINNED);
        assertThat(TokenBlock.key("lemma".getBytes(StandardCharsets.UTF_8), 0, 5)).isEqualTo(0x616D6D656CL);
    }

    private static final long PINNED = -9079839471589942482L;

    @Test
    void refusesItsOwnFileWhenDamagedAnywhere() throws Exception {
        byte[] bytes = sample().toBytes();
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes.clone();
            int at = i < 40 ? i : random.nextInt(bytes.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> LinearModel.fromBytes(damaged)).as("byte %d", at).isInstanceOf(ModelFormatException.class);
            byte[] clipped = Arrays.copyOf(bytes, i < 40 ? i : random.nextInt(bytes.length));
            assertThatThrownBy(() -> LinearModel.fromBytes(clipped)).as("%d bytes", clipped.length).isInstanceOf(ModelFormatException.class);
        }
    }

    @Test
    void refusesAFastTextFileClippedAnywhere() throws Exception {
        byte[] bytes = Files.readAllBytes(SampleTexts.trainedModel());
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            int length = i < 120 ? i : random.nextInt(bytes.length);
            Path clipped = Files.write(folder.resolve("clipped.bin"), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> read(clipped)).as("%d bytes", length).isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("clipped.bin").message().doesNotContain("\n");
        }
    }

    @Test
    void readsADamagedHeaderOrRefusesItButNeverFailsOtherwise() throws Exception {
        byte[] bytes = Files.readAllBytes(SampleTexts.trainedModel());
        Random random = new Random(6);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(400)] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("damaged.bin"), damaged);
            try {
                read(file);
            } catch (ModelFormatException refused) {
                assertThat(refused).hasMessageContaining("damaged.bin");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, it is not a fastText model",
        "4, 13, file version 13 is not known",
        "32, 1, its loss is hs",
        "36, 2, it is a skipgram model",
        "48, 6, character n-grams (maxn 6)",
        "28, 9, wordNgrams 9",
        "40, 19999, do not fit the dictionary",
    })
    void refusesWhatItCannotRepresent(int offset, int value, String reason) throws Exception {
        byte[] bytes = Files.readAllBytes(SampleTexts.trainedModel());
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        Path file = Files.write(folder.resolve("other.bin"), bytes);
        assertThatThrownBy(() -> read(file)).isInstanceOf(ModelFormatException.class).hasMessageContaining("other.bin").hasMessageContaining(reason);
    }

    @Test
    void readsVersion11WhoseMaxnWasNotUsed() throws Exception {
        byte[] bytes = Files.readAllBytes(SampleTexts.trainedModel());
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 11).putInt(48, 6);
        LinearModel old = read(Files.write(folder.resolve("old.bin"), bytes));
        assertThat(old.logOdds("theorem proof")).isEqualTo(sample().logOdds("theorem proof"));
    }

    @Test
    void takesThePositiveLabelByName() throws Exception {
        LinearModel turned = LinearModel.fromFastText(SampleTexts.trainedModel(), TrainingLine.OTHER, ClassifierText.RAW);
        assertThat(turned.logOdds("theorem proof")).isEqualTo(-sample().logOdds("theorem proof"));
        assertThatThrownBy(() -> LinearModel.fromFastText(SampleTexts.trainedModel(), "__label__x", ClassifierText.RAW))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("__label__math").hasMessageContaining("__label__x");
    }

    @Test
    void refusesWeightsThatAreNotNumbers() throws Exception {
        byte[] bytes = Files.readAllBytes(SampleTexts.trainedModel());
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, Float.NaN);
        Path file = Files.write(folder.resolve("nan.bin"), bytes);
        assertThatThrownBy(() -> read(file)).isInstanceOf(ModelFormatException.class).hasMessageContaining("not numbers");
    }

    @Test
    void refusesForeignFiles() throws Exception {
        Path text = Files.writeString(folder.resolve("text.bin"), "just some text that is long enough");
        assertThatThrownBy(() -> read(text)).isInstanceOf(ModelFormatException.class).hasMessageEndingWith("it is not a fastText model");
        assertThatThrownBy(() -> LinearModel.load(text)).isInstanceOf(ModelFormatException.class).hasMessageEndingWith("it is not a model of Mathlode");
    }

    private static LinearModel read(Path file) throws Exception {
        return LinearModel.fromFastText(file, TrainingLine.MATH, ClassifierText.RAW);
    }

    private static LinearModel sample() throws Exception {
        return LinearModel.fromFastText(SampleTexts.trainedModel(), TrainingLine.MATH, ClassifierText.VERSION);
    }
}
