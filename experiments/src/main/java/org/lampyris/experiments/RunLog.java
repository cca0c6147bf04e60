package org.lampyris.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Sends what is logged to a file of the run folder, and nothing to the console. One log is open at a time. */
public final class RunLog {
    private static final Object LOCK = new Object();
    private static Optional<Path> current = Optional.empty();

    private RunLog() {}

    /** Closes the log where one is open; nothing is logged anywhere until {@link #open}. */
    public static void silence() {
        synchronized (LOCK) {
            LogManager.getLogManager().reset();
            current = Optional.empty();
        }
    }

    /** Appends to the file, which is made with its folder where needed, until {@link #silence}. */
    public static void open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Handler handler = new FileHandler(file.toString().replace("%", "%%"), true);
            handler.setEncoding("UTF-8");
            handler.setFormatter(new SimpleFormatter());
            handler.setErrorManager(new Unheard());
            handler.setFilter(new ClusterLogFilter());
            Logger root = Logger.getLogger("");
            silence();
            root.setLevel(Level.INFO);
            root.addHandler(handler);
            synchronized (LOCK) {
                current = Optional.of(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log that is open. */
    public static Optional<Path> file() {
        synchronized (LOCK) {
            return current;
        }
    }

    /** Writes a line. */
    public static void info(String message) {
        Logger.getLogger(RunLog.class.getName()).info(message);
    }

    /** A log that can't be written, e.g. as the disk is full, is no reason to write to the console. */
    private static final class Unheard extends ErrorManager {
        @Override
        public void error(@Nullable String message, @Nullable Exception problem, int code) {}
    }
}
