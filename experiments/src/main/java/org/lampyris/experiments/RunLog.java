package org.lampyris.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what is logged to a file of the run folder, and nothing to the console. One log is open at a time. */
public final class RunLog implements AutoCloseable {
    private static final Object LOCK = new Object();
    private static Optional<Path> current = Optional.empty();

    private final Handler handler;

    private RunLog(Handler handler) {
        this.handler = handler;
    }

    /** Nothing is logged anywhere until {@link #open}. */
    public static void silence() {
        LogManager.getLogManager().reset();
    }

    /** Appends to the file, which is made with its folder where needed. */
    public static RunLog open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Handler handler = new FileHandler(file.toString().replace("%", "%%"), true);
            handler.setEncoding("UTF-8");
            handler.setFormatter(new SimpleFormatter());
            Logger root = Logger.getLogger("");
            silence();
            root.setLevel(Level.INFO);
            root.addHandler(handler);
            synchronized (LOCK) {
                current = Optional.of(file);
            }
            return new RunLog(handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log that was opened last. */
    public static Optional<Path> file() {
        synchronized (LOCK) {
            return current;
        }
    }

    /** Writes a line. */
    public void info(String message) {
        Logger.getLogger(RunLog.class.getName()).info(message);
    }

    @Override
    public void close() {
        handler.close();
        Logger.getLogger("").removeHandler(handler);
    }
}
