package org.mathlode.dedup.ngram;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.mathlode.dedup.text.ChineseScript;
import org.mathlode.dedup.text.TextNormalizer;

/** Benchmark texts as bytes: what an index is rebuilt from on another machine, and what its digest is taken of. */
final class TextStore {
    private static final int MAGIC = 0x4D4C4249;

    private TextStore() {}

    static byte[] write(List<BenchmarkText> texts, IndexParams params) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            writePlain(out, texts, params);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    static BenchmarkIndex read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int magic = in.readInt();
            int version = in.readInt();
            int normalForm = in.readInt();
            if (magic != MAGIC || version != BenchmarkIndex.VERSION || normalForm != TextNormalizer.VERSION) {
                throw new IllegalArgumentException("Cannot read this benchmark index: written as version " + version
                        + " over text normal form " + normalForm + ", this program reads " + BenchmarkIndex.VERSION + " over "
                        + TextNormalizer.VERSION);
            }
            IndexParams params = new IndexParams(in.readInt(), in.readInt(), ChineseScript.values()[in.readByte()]);
            int count = in.readInt();
            List<BenchmarkText> texts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String itemId = readString(in);
                String benchmark = readString(in).intern();
                BenchmarkField field = BenchmarkField.values()[in.readByte()];
                texts.add(new BenchmarkText(itemId, benchmark, field, readString(in)));
            }
            return BenchmarkIndex.of(texts, params);
        } catch (IOException damaged) {
            throw new IllegalArgumentException("Cannot read this benchmark index: damaged bytes (" + damaged.getMessage() + ")", damaged);
        }
    }

    static String digest(List<BenchmarkText> texts, IndexParams params) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            try (DataOutputStream out = new DataOutputStream(
                    new java.security.DigestOutputStream(OutputStream.nullOutputStream(), sha))) {
                writePlain(out, texts, params);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void writePlain(DataOutputStream out, List<BenchmarkText> texts, IndexParams params) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(BenchmarkIndex.VERSION);
        out.writeInt(TextNormalizer.VERSION);
        out.writeInt(params.ngram());
        out.writeInt(params.shortMin());
        out.writeByte(params.chinese().ordinal());
        out.writeInt(texts.size());
        for (BenchmarkText text : texts) {
            writeString(out, text.itemId());
            writeString(out, text.benchmark());
            out.writeByte(text.field().ordinal());
            writeString(out, text.text());
        }
    }

    private static void writeString(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readString(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("cut short");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
