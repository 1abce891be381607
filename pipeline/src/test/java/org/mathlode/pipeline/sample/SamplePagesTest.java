package org.mathlode.pipeline.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SamplePagesTest {
    private static final SampleWeb WEB = new SampleWeb();
    private static final List<Capture> CAPTURES = new Planting(WEB, WEB.ordinaryPages()).plantAll();

    /** The content, not the files: how well a zlib compresses is its own affair. */
    @Test
    void contentIsPinned() throws NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (Capture capture : CAPTURES) {
            sha256.update((capture.url() + " " + capture.date() + " " + capture.contentType() + " " + capture.planted() + "\n").getBytes(StandardCharsets.UTF_8));
            sha256.update(capture.payload());
        }
        sha256.update(SeedCorpus.jsonLines().getBytes(StandardCharsets.UTF_8));
        BenchmarkItem.all().forEach(item -> item.jsonLines().forEach(line -> sha256.update(line.getBytes(StandardCharsets.UTF_8))));
        assertThat(HexFormat.of().formatHex(sha256.digest())).as("raise SampleCrawl.VERSION when this changes").isEqualTo("fc95ea6bb8816855ece9969c6cd2a0eaadd41437574b2275be1a9874de00e96f");
    }

    @Test
    void everyPageDecodesBackInItsCharset() throws CharacterCodingException {
        for (Capture capture : CAPTURES) {
            if (capture.article() != null && !capture.planted().contains(Capture.TRUNCATED)) {
                String html = capture.charset().newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(capture.payload())).toString();
                assertThat(Capture.encode(html, capture.charset())).as(capture.url()).isEqualTo(capture.payload());
            }
        }
    }

    @Test
    void noPageHoldsALeftoverOfItsGrammar() {
        for (Capture capture : CAPTURES) {
            if (capture.article() != null) {
                assertThat(capture.article().plainText()).as(capture.url()).doesNotContainPattern("@\\^?[a-z{]").doesNotContainPattern("\\b[Aa] [aeio][a-z]{2}");
            }
        }
    }

    @Test
    void charactersThatACharsetLacksBecomeReferences() {
        assertThat(new String(Capture.encode("x ≥ 1 — 𝔭", StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1)).isEqualTo("x &#8805; 1 &#8212; &#120109;");
    }

    @Test
    void unrelatedPagesAreNoNearDuplicates() {
        Map<String, List<Capture>> alike = CAPTURES.stream().filter(capture -> capture.article() != null && capture.duplicateOf().isEmpty() && capture.damage().isEmpty())
                .collect(Collectors.groupingBy(capture -> capture.section().grammar().split("\\+")[0]));
        for (List<Capture> captures : alike.values()) {
            List<int[]> shingles = captures.stream().map(capture -> shingles(capture.article().plainText())).toList();
            for (int one = 0; one < shingles.size(); one++) {
                for (int other = 0; other < one; other++) {
                    assertThat(jaccard(shingles.get(one), shingles.get(other))).as("%s and %s", captures.get(one).url(), captures.get(other).url()).isLessThan(0.6);
                }
            }
        }
    }

    @Test
    void nearDuplicatesAreNearDuplicates() {
        Map<String, Capture> byUrl = CAPTURES.stream().filter(capture -> capture.duplicateOf().isEmpty()).collect(Collectors.toMap(Capture::url, capture -> capture));
        for (Capture capture : CAPTURES) {
            if (capture.planted().contains("near-duplicate")) {
                assertThat(jaccard(shingles(capture.article().plainText()), shingles(byUrl.get(capture.duplicateOf()).article().plainText())))
                        .as(capture.url()).isGreaterThan(0.9);
            }
        }
    }

    @Test
    void plantedItemsStandInTheirPages() {
        for (BenchmarkItem item : BenchmarkItem.all()) {
            List<Capture> planted = CAPTURES.stream().filter(capture -> capture.planted().contains("benchmark:" + item.id() + "/")).toList();
            assertThat(planted).as(item.id()).hasSize(item.lookalike().isEmpty() ? 1 : 0);
            if (!planted.isEmpty()) {
                String spelling = planted.get(0).planted().replaceFirst(".*/", "").toUpperCase(java.util.Locale.ROOT).replace('-', '_');
                assertThat(planted.get(0).article().plainText()).contains(item.spelled(BenchmarkItem.Spelling.valueOf(spelling))
                        .replace(String.valueOf(Block.BOLD), "").replace(String.valueOf(Block.PLAIN), ""));
            }
        }
    }

    private static int[] shingles(String text) {
        String[] words = text.toLowerCase(java.util.Locale.ROOT).replaceAll("(\\p{IsIdeographic}|\\p{IsHiragana}|\\p{IsKatakana}|\\p{Punct})", " $1 ").strip().split("\\s+");
        int[] hashes = new int[Math.max(1, words.length - 4)];
        for (int at = 0; at < hashes.length; at++) {
            hashes[at] = Arrays.asList(words).subList(at, Math.min(words.length, at + 5)).hashCode();
        }
        return Arrays.stream(hashes).sorted().distinct().toArray();
    }

    private static double jaccard(int[] one, int[] other) {
        int common = 0;
        for (int i = 0, j = 0; i < one.length && j < other.length; ) {
            common += one[i] == other[j] ? 1 : 0;
            int order = Integer.compare(one[i], other[j]);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return (double) common / (one.length + other.length - common);
    }
}
