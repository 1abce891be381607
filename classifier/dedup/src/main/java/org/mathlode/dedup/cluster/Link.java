package org.mathlode.dedup.cluster;

/**
 * Two documents that belong into one cluster.
 *
 * @param id the document
 * @param leader another document of its bucket
 */
public record Link(String id, String leader) {}
