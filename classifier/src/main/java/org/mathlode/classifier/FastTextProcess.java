package org.mathlode.classifier;

import com.github.jfasttext.JFastText;
import java.io.IOException;

/**
 * The main class of the process that trains. fastText's native code exits, aborts or hangs its process when something is
 * wrong, so it has one to itself.
 */
final class FastTextProcess {
    /** Ends the process when fastText reports an error; the line before tells it. */
    static final int FAILED = 3;
    static final int ORPHANED = 4;
    static final String ERROR = "mathlode-training-error: ";
    /** A folder of this name stands where fastText would write its word vectors, so that it stops after the model. */
    static final String VECTORS = ".vec";

    private FastTextProcess() {}

    public static void main(String[] arguments) {
        Thread watch = new Thread(FastTextProcess::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            new JFastText().runCmd(arguments);
        } catch (RuntimeException | LinkageError e) {
            String message = String.valueOf(e.getMessage());
            if (!message.contains(VECTORS + " cannot be opened for saving vectors")) {
                System.err.println();
                System.err.println(ERROR + (e instanceof LinkageError ? "no native fastText for this machine: " : "") + message);
                System.err.flush();
                Runtime.getRuntime().halt(FAILED);
            }
        }
        System.err.flush();
        Runtime.getRuntime().halt(0);
    }

    /** Standard input ends when the parent does, however it does. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) { }
        } catch (IOException e) {
            // as good as the end
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
