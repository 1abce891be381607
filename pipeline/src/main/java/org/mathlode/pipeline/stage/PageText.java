package org.mathlode.pipeline.stage;

/** The columns of a document that text functions read. */
public record PageText(String id, String text) {}
