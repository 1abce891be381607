package org.mathlode.pipeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.model.PathPrefixes.Kind;

class PathPrefixesTest {
    @Test
    void listsFoldersBeginningsOfNamesAndQueryKeys() {
        assertThat(PathPrefixes.of("/a/scipy.stats.html")).containsExactly("/", "/a/", "/a/scipy.", "/a/scipy.stats.");
        assertThat(PathPrefixes.of("/view.php?id=12&p=3"))
                .containsExactly("/", "/view.", "/view.php?", "/view.php?id=", "/view.php?id=12&", "/view.php?id=12&p=");
        assertThat(PathPrefixes.of("/notes/math12")).containsExactly("/", "/notes/", "/notes/math");
        assertThat(PathPrefixes.of("/wiki/Category:Algebra")).containsExactly("/", "/wiki/", "/wiki/Category:");
        assertThat(PathPrefixes.of("/")).containsExactly("/");
        assertThat(PathPrefixes.of("")).isEmpty();
    }

    @Test
    void leavesEscapedCharactersWhole() {
        assertThat(PathPrefixes.of("/%E4%BD%A0%E5/x")).containsExactly("/", "/%E4%BD%A0%E5/");
    }

    @Test
    void stopsAtALimit() {
        assertThat(PathPrefixes.of("/1".repeat(40))).hasSize(PathPrefixes.MOST);
    }

    @Test
    void tellsFoldersQueriesAndNamesApart() {
        assertThat(Kind.of("/a/")).isEqualTo(Kind.FOLDER);
        assertThat(Kind.of("/a?b=/")).isEqualTo(Kind.QUERY);
        assertThat(Kind.of("/a/b-")).isEqualTo(Kind.NAME);
    }
}
