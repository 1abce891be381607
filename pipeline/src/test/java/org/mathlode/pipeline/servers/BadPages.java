package org.mathlode.pipeline.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/** The application's extraction as it would be with the worst defects: pages that end the JVM, never end, or meet a heap that is full. */
public final class BadPages {
    public static final String ENDS_THE_JVM = "https://slowtrains.example/2022/09/27/3-days-in-aranjos-854";
    public static final String NEVER_ENDS = "https://slowtrains.example/2022/02/18/obre-je-on-a-small-budget-844";
    /** System property: a file that {@link RunsOutOfMemoryOnce} makes, and after which the page is as others are. */
    public static final String HAPPENED = "mathlode.test.happened";
    private static final String EXTRACTION = "org.mathlode.pipeline.html.HtmlToText";

    private BadPages() {}

    /** Writes the class with a defect to a folder that is to stand before the jar on a class path. */
    public static void write(Path jar, Path folder, Class<?> defect) throws IOException {
        try (ClassFileLocator application = ClassFileLocator.ForJarFile.of(jar.toFile())) {
            ClassFileLocator locator = new ClassFileLocator.Compound(application, ClassFileLocator.ForClassLoader.ofSystemLoader());
            TypeDescription extraction = TypePool.Default.of(locator).describe(EXTRACTION).resolve();
            new ByteBuddy().redefine(extraction, locator)
                    .visit(Advice.to(defect).on(ElementMatchers.named("extract").and(ElementMatchers.takesArguments(3))))
                    .make().saveIn(folder.toFile());
        }
    }

    /** Goes into the class as it stands here. */
    public static final class EndsOrNeverEnds {
        private EndsOrNeverEnds() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(2) String url) {
            if (url.equals(ENDS_THE_JVM)) {
                Runtime.getRuntime().halt(137);
            }
            while (url.equals(NEVER_ENDS)) {
                Thread.onSpinWait();
            }
        }
    }

    /** Goes into the class as it stands here. */
    public static final class RunsOutOfMemoryOnce {
        private RunsOutOfMemoryOnce() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(2) String url) throws IOException {
            if (url.equals(ENDS_THE_JVM) && new File(System.getProperty(HAPPENED)).createNewFile()) {
                byte[][] all = new byte[1 << 20][];
                for (int i = 0; i < all.length; i++) {
                    all[i] = new byte[1 << 20];
                }
            }
        }
    }
}
