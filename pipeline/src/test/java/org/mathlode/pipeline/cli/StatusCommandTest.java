package org.mathlode.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.run.RunState;
import org.mathlode.pipeline.run.RunState.Doing;

class StatusCommandTest {
    private static final Instant TOLD = Instant.parse("2026-03-04T05:06:07Z");

    private static String after(long seconds, RunState state) {
        return StatusCommand.describe(state, TOLD.plusSeconds(seconds));
    }

    @Test
    void tellsWhatARunDoesAndHowOldTheNewsIs() {
        RunState running = new RunState(Doing.RUNNING, "iterations/2/scores", 0.45, "18 of 40 tasks, 2 running", TOLD);

        assertThat(after(7, running)).isEqualTo("running: iterations/2/scores, 45 % (18 of 40 tasks, 2 running), heard of 7 s ago");
        assertThat(after(3_000, running)).startsWith("heard of 50 min ago at iterations/2/scores").endsWith("calling run again goes on");
    }

    @Test
    void tellsForWhomItWaitsAndWhyItFailed() {
        assertThat(after(1, new RunState(Doing.WAITING, "", 0, "annotations/2.tsv", TOLD))).startsWith("waiting for people: annotations/2.tsv is missing");
        assertThat(after(7_300, new RunState(Doing.FAILED, "iterations/1/model", 0, "the disk is full", TOLD)))
                .isEqualTo("the last call failed 2 h ago in iterations/1/model: the disk is full");
    }
}
