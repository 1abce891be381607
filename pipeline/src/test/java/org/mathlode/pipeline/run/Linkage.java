package org.mathlode.pipeline.run;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.Handle;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.Type;

/** Whether what our classes call in Spark, Scala, Hadoop and Parquet is there: code that no run of a test reaches would else fail where it is first needed. */
final class Linkage {
    private final ClassLoader loader;
    private final SortedSet<String> missing = new TreeSet<>();

    private Linkage(ClassLoader loader) {
        this.loader = loader;
    }

    /** Classes, methods and fields that our classes in the jar name, and that a folder of jars lacks. */
    static SortedSet<String> missing(Path jar, Path sparkJars) throws IOException {
        List<URL> urls = new ArrayList<>(List.of(jar.toUri().toURL()));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(sparkJars, "*.jar")) {
            for (Path file : files) {
                urls.add(file.toUri().toURL());
            }
        }
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()); JarFile ours = new JarFile(jar.toFile())) {
            Linkage linkage = new Linkage(loader);
            for (JarEntry entry : Collections.list(ours.entries())) {
                if (entry.getName().matches("org/mathlode/(?!shaded/).*\\.class")) {
                    linkage.read(new ClassReader(ours.getInputStream(entry)));
                }
            }
            return linkage.missing;
        }
    }

    private void read(ClassReader reader) {
        reader.accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
                Stream.concat(Stream.of(parent), Stream.of(interfaces)).forEach(type -> found(type, Class::toString));
            }

            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return calls();
            }
        }, ClassReader.SKIP_DEBUG);
    }

    private MethodVisitor calls() {
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
                method(owner, name, descriptor, ofInterface);
            }

            @Override
            public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
                Stream.of(arguments).filter(Handle.class::isInstance).map(Handle.class::cast)
                        .forEach(handle -> method(handle.getOwner(), handle.getName(), handle.getDesc(), handle.isInterface()));
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                if (!found(owner, type -> field(type, name, descriptor))) {
                    missing.add(owner + "." + name);
                }
            }
        };
    }

    private void method(String owner, String name, String descriptor, boolean ofInterface) {
        if (!found(owner, type -> type.isInterface() == ofInterface ? method(type, name, descriptor) : null)) {
            missing.add(owner + "." + name + descriptor);
        }
    }

    private interface Search {
        Object in(Class<?> type);
    }

    /** Whether a class of others has what is sought; ours and those of Java are the compiler's business. */
    private boolean found(String type, Search search) {
        if (!type.startsWith("org/apache/") && !type.startsWith("scala/")) {
            return true;
        }
        try {
            return search.in(Class.forName(type.replace('/', '.'), false, loader)) != null;
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            missing.add(type);
            return true;
        }
    }

    private static Field field(Class<?> type, String name, String descriptor) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(name) && Type.getDescriptor(field.getType()).equals(descriptor)) {
                    return field;
                }
            }
        }
        return null;
    }

    private static Object method(Class<?> type, String name, String descriptor) {
        if (name.equals("<init>")) {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (Type.getConstructorDescriptor(constructor).equals(descriptor)) {
                    return constructor;
                }
            }
            return null;
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name) && Type.getMethodDescriptor(method).equals(descriptor)) {
                return method;
            }
        }
        Object inherited = type.getSuperclass() == null ? null : method(type.getSuperclass(), name, descriptor);
        for (Class<?> parent : type.getInterfaces()) {
            inherited = inherited == null ? method(parent, name, descriptor) : inherited;
        }
        return inherited == null && type.isInterface() ? method(Object.class, name, descriptor) : inherited;
    }
}
