package org.lampyris.experiments.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lampyris.experiments.RunLog;

/**
 * A worker's place for what it works with, in the folder for temporary files; deleted in the end, or by the next worker
 * if the process is killed.
 */
public record WorkerFolder(Path path) implements AutoCloseable {
    private static final String PREFIX = "lampyris-worker-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-([0-9]+)-.*");

    /** An empty folder of this process. */
    public static WorkerFolder make() {
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            sweep(temporary);
            return new WorkerFolder(Files.createTempDirectory(
                    temporary, PREFIX + ProcessHandle.current().pid() + "-" + start(ProcessHandle.current()) + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException("can't make a folder for temporary files: " + e.getMessage(), e);
        }
    }

    /** What this process is called where nobody says otherwise: host and process number. */
    public static String processName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        return host + "/" + ProcessHandle.current().pid();
    }

    /** A folder that can't be deleted is somebody else's matter. */
    private static void sweep(Path temporary) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path folder : folders) {
                Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
                if (name.matches() && !lives(Long.parseLong(name.group(1)), name.group(2))) {
                    try {
                        delete(folder);
                    } catch (IOException | UncheckedIOException e) {
                        RunLog.info(folder + " stays: " + e);
                    }
                }
            }
        }
    }

    /** In a container each worker has the same process number, but another start. */
    private static boolean lives(long process, String start) {
        return ProcessHandle.of(process)
                .map(WorkerFolder::start)
                .filter(start::equals)
                .isPresent();
    }

    private static String start(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(instant -> Long.toString(instant.toEpochMilli()))
                .orElse("0");
    }

    /** Of several that delete at once each deletes what it finds. */
    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() {
        try {
            delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
