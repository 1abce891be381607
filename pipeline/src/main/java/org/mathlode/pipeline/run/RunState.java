package org.mathlode.pipeline.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.mathlode.pipeline.folder.RunFolder;

/**
 * How a run stands, in a small file of its folder that {@code mathlode status} reads while the run works.
 *
 * @param doing what it does or did last
 * @param stage the stage under way, or "" between stages
 * @param share how far the stage is, 0 to 1
 * @param detail a word on it: what is waited for, why it failed
 * @param told when this was written
 */
public record RunState(Doing doing, String stage, double share, String detail, Instant told) {
    private static final String FILE = "_run-state.json";

    /** What a run does. */
    public enum Doing {
        RUNNING,
        WAITING,
        FINISHED,
        FAILED
    }

    /** The state of the run in {@code folder}; empty if it was never told, or cannot be read. */
    public static Optional<RunState> read(RunFolder folder) throws IOException {
        try (var in = folder.files().open(folder.path(FILE))) {
            ObjectNode json = new ObjectMapper().readValue(in.readAllBytes(), ObjectNode.class);
            return Optional.of(new RunState(Doing.valueOf(json.path("doing").asText()), json.path("stage").asText(), json.path("share").asDouble(), json.path("detail").asText(),
                    Instant.parse(json.path("told").asText())));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (com.fasterxml.jackson.core.JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
            // read while it was written, on a file system that shows that
            return Optional.empty();
        }
    }

    void write(RunFolder folder) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode().put("doing", doing.name()).put("stage", stage).put("share", share).put("detail", detail).put("told", told.toString());
        folder.writeWhole(folder.path(FILE), mapper.writeValueAsBytes(json));
    }
}
