package org.mathlode.pipeline.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrammarTest {
    private final Grammar grammar = Grammar.named("algebra");

    @Test
    void keepsWhatItWasToldToKeep() {
        Map<String, String> kept = new HashMap<>(Map.of("n", "7"));
        assertThat(grammar.expand("@{n} times @{m=3..3} is @{n*m}, @{n-1} and @{n+m}", new SplitMix64(1), kept)).isEqualTo("7 times 3 is 21, 6 and 10");
    }

    @Test
    void writesACapitalWhereAsked() {
        Map<String, String> kept = new HashMap<>();
        assertThat(grammar.expand("@^{x=adjective}, @{x}", new SplitMix64(2), kept)).matches("(\\p{Lu})(.*), (\\p{Ll})\\2");
    }

    @Test
    void drawsNoAlternativeTwiceInARow() {
        Map<String, String> kept = new HashMap<>();
        SplitMix64 dice = new SplitMix64(3);
        String last = "";
        for (int draw = 0; draw < 200; draw++) {
            String drawn = grammar.write("adjective", dice, kept);
            assertThat(drawn).isNotEqualTo(last);
            last = drawn;
        }
    }

    @Test
    void namesTheRuleThatIsMissing() {
        assertThatThrownBy(() -> grammar.expand("@nothing", new SplitMix64(4), new HashMap<>())).hasMessage("grammar algebra: no such rule (nothing)");
    }

    @Test
    void splitMixGivesTheNumbersOfItsPaper() {
        SplitMix64 dice = new SplitMix64(1234567);
        assertThat(Long.toUnsignedString(dice.next())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(dice.next())).isEqualTo("3203168211198807973");
    }
}
