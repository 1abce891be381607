package org.mathlode.pipeline.decontamination;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.mathlode.pipeline.config.OptionalKey;

/**
 * Files of one form in a benchmark, and where its texts stand in a record. A field is a path such as {@code other.solution},
 * {@code messages.0.content} or {@code turns.*.text}; or a text with paths in braces, {@code "{Body} {Question}"}.
 *
 * @param files paths or globs below the benchmark folder
 * @param records where the list of records stands in a JSON file; absent if the file is the list, or one record
 * @param id the field with the record's id; absent means its number in the file, from 0
 * @param question each field that exists is a text of its own
 * @param without a pattern: texts that hold it are indexed a second time without it (calculator notes of GSM8K)
 */
record BenchmarkPart(
        List<String> files,
        RecordFormat format,
        @OptionalKey String records,
        @OptionalKey String id,
        List<String> question,
        @OptionalKey List<String> solution,
        @OptionalKey String without) {
    BenchmarkPart {
        files = List.copyOf(files);
        question = List.copyOf(question);
        solution = solution == null ? List.of() : List.copyOf(solution);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("files must name at least one file");
        }
        if (question.isEmpty() && solution.isEmpty()) {
            throw new IllegalArgumentException("question and solution must not both be empty");
        }
        if (without != null) {
            try {
                Pattern.compile(without);
            } catch (PatternSyntaxException wrong) {
                throw new IllegalArgumentException("without is no regular expression: " + wrong.getDescription() + " (" + without + ")");
            }
        }
    }
}
