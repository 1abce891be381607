package org.mathlode.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoryTest {
    @Test
    void leavesOutChaptersWithoutLines() {
        assertThat(new Story().title("In the corpus").chapter("Empty").chapter("Captures").line("%,d pages", 1_000)).hasToString("In the corpus\n\nCaptures\n  1,000 pages\n");
    }

    @Test
    void givesTheTerminalNothingToObey() {
        assertThat(Story.printable("a\u001b]0;x\u0007\r\n\u202eb \u00e9 \u6570 \ud83d\ude00")).isEqualTo("a[U+001B]]0;x[U+0007][U+000D][U+000A][U+202E]b \u00e9 \u6570 \ud83d\ude00");
    }
}
