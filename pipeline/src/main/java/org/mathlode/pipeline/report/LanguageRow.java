package org.mathlode.pipeline.report;

/**
 * A language, by its ISO 639-3 code.
 *
 * @param candidates pages that could have been collected
 * @param collected pages that were
 * @param tokens of the pages collected
 */
public record LanguageRow(String language, long candidates, long collected, long tokens) {}
