package org.mathlode.pipeline.warc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mathlode.pipeline.warc.Warcs.Seen;
import org.mathlode.pipeline.warc.WarcWriter.Compression;

/** One file read in several ranges. */
class WarcRangesTest {
    static Stream<Arguments> files() {
        byte[] sound = Warcs.crawl(Compression.GZIP_PER_RECORD, 12, 3000);
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2] ^= 4;
        java.util.Arrays.fill(damaged, damaged.length / 5, damaged.length / 5 + 512, (byte) 0);
        return Stream.of(
                Arguments.of("sound", sound),
                Arguments.of("damaged", damaged),
                Arguments.of("unpacked", Warcs.crawl(Compression.NONE, 5, 500)),
                Arguments.of("no WARC", Warcs.page(1, 5000)),
                Arguments.of("with a foreign beginning", Warcs.concat(new byte[700], sound)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void giveTheSameEntriesAsTheWholeFile(String name, byte[] file) {
        List<Seen> whole = Warcs.read(Warcs.file(file));
        for (int parts : new int[] {1, 2, 3, 7, 43, 400}) {
            List<Seen> joined = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                joined.addAll(Warcs.read(Warcs.file(file), WarcLimits.DEFAULT,
                        (long) file.length * part / parts, part == parts - 1 ? Long.MAX_VALUE : (long) file.length * (part + 1) / parts));
            }
            assertThat(joined).as("%d ranges", parts).isEqualTo(whole);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void giveTheSameOutcomesAsTheWholeFile(String name, byte[] file) {
        List<String> whole = told(Warcs.outcomes(Warcs.file(file)));
        for (int parts : new int[] {2, 7, 43}) {
            List<String> joined = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                joined.addAll(told(Warcs.outcomes(Warcs.file(file), WarcLimits.DEFAULT,
                        (long) file.length * part / parts, (long) file.length * (part + 1) / parts)));
            }
            assertThat(joined).as("%d ranges", parts).isEqualTo(whole);
        }
    }

    private static List<String> told(List<CaptureOutcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome instanceof CapturedPage page
                ? page.url() + " " + page.languages() + " " + page.payloadDigest()
                : ((RejectedEntry) outcome).reason() + " at " + outcome.entry().offset()).toList();
    }
}
