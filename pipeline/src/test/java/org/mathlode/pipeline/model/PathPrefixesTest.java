package org.mathlode.pipeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathPrefixesTest {
    @Test
    void listsTheFoldersOfAPage() {
        assertThat(PathPrefixes.of("/a/b/c.html?x=/y/")).containsExactly("/", "/a/", "/a/b/");
        assertThat(PathPrefixes.of("/")).containsExactly("/");
        assertThat(PathPrefixes.of("/index")).containsExactly("/");
    }

    @Test
    void stopsAtTheDepthLimit() {
        assertThat(PathPrefixes.of("/1/2/3/4/5/6/7/8/9/")).hasSize(PathPrefixes.MAX_DEPTH + 1).endsWith("/1/2/3/4/5/6/");
    }
}
