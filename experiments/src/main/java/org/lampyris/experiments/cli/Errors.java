package org.lampyris.experiments.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.ExportRefusedException;
import org.lampyris.experiments.RunLog;
import org.lampyris.input.InvalidInputException;
import picocli.CommandLine;

/** What goes wrong, as one line on the error stream and an exit code; stack traces go to the log only. */
final class Errors {
    private static final Logger LOG = Logger.getLogger(Errors.class.getName());

    private Errors() {}

    /** The command line can't be understood. */
    static int wrongUse(CommandLine.ParameterException problem, String[] arguments) {
        CommandLine line = problem.getCommandLine();
        String message = problem.getMessage();
        if (problem instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            message = (word.startsWith("-") ? "unknown option '" : "unknown argument '") + word + "'";
        }
        line.getErr()
                .println("lampyris: " + sentence(String.valueOf(message)) + " Try '"
                        + line.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.WRONG_USE;
    }

    /** Anything else that a command threw. */
    static int report(Throwable problem, Console console, String command) {
        if (problem instanceof CommandLine.ParameterException wrong) {
            return wrongUse(wrong, new String[0]);
        }
        if (problem instanceof InvalidInputException) {
            console.err().println("lampyris: " + oneLine(String.valueOf(problem.getMessage())));
            return ExitCode.BAD_INPUT;
        }
        if (problem instanceof ExportRefusedException) {
            console.err().println("lampyris: " + oneLine(String.valueOf(problem.getMessage())));
            return ExitCode.FAILED;
        }
        LOG.log(Level.SEVERE, "the command failed", problem);
        Optional<Path> log = RunLog.file();
        if (diskFull(problem)) {
            console.err()
                    .println("lampyris: the disk is full. "
                            + (command.equals("search") || command.equals("resume")
                                    ? "Everything finished so far is kept; free some space, then run"
                                            + " 'lampyris resume' on the run folder."
                                    : "Free some space, then try again."));
            return ExitCode.FAILED;
        }
        Optional<String> place = FileProblem.sentence(problem);
        if (place.isPresent()) {
            console.err().println("lampyris: " + oneLine(place.get()));
            return ExitCode.BAD_INPUT;
        }
        String where = log.map(file -> " The details are in " + file + ".").orElse("");
        console.err().println("lampyris: " + describe(problem) + where);
        if (log.isEmpty() && Boolean.getBoolean("lampyris.trace")) {
            problem.printStackTrace(console.err());
        }
        return ExitCode.FAILED;
    }

    private static boolean diskFull(@Nullable Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("no space left on device")
                    || message.contains("database or disk is full")
                    || message.contains("sqlite_full")
                    || message.contains("disk quota exceeded")
                    || message.contains("not enough space")) {
                return true;
            }
        }
        return false;
    }

    private static String describe(Throwable problem) {
        if (problem instanceof OutOfMemoryError) {
            return "the memory is full. Take fewer --workers, or more memory, e.g. LAMPYRIS_JAVA_OPTS=-Xmx4g.";
        }
        if (problem instanceof LinkageError) {
            return sentence("a library can't be loaded on this machine: " + problem.getMessage());
        }
        if (problem instanceof UncheckedIOException unchecked) {
            String own = String.valueOf(unchecked.getMessage());
            Throwable cause = unchecked.getCause();
            return sentence(cause != null && own.equals(cause.toString()) ? String.valueOf(cause.getMessage()) : own);
        }
        String message = problem.getMessage();
        return sentence(
                "an internal error: " + (message == null ? problem.getClass().getSimpleName() : message));
    }

    private static String sentence(String message) {
        String line = oneLine(message);
        return line.endsWith(".") ? line : line + ".";
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
