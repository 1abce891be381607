package org.mathlode.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

/**
 * Picocli looks at the fields and methods of every command, whichever is called: a type of Spark or Hadoop among them, and the tools that run
 * without these would not start.
 */
class ToolsWithoutSparkTest {
    static Stream<Class<?>> commands() {
        return Arrays.stream(Mathlode.class.getAnnotation(Command.class).subcommands());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void showsNoTypeOfSparkOrHadoop(Class<?> command) {
        List<Class<?>> types = new ArrayList<>();
        for (Method method : command.getDeclaredMethods()) {
            // bodies of lambdas are looked up like methods
            types.add(method.getReturnType());
            types.addAll(List.of(method.getParameterTypes()));
        }
        for (Field field : command.getDeclaredFields()) {
            types.add(field.getType());
        }
        assertThat(types).noneMatch(type -> type.getName().startsWith("org.apache.") || type.getName().startsWith("scala."));
    }
}
