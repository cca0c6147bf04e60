package org.lampyris.search.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has in use, where it is told to print it. */
final class Memory {
    private static final int EVERY = Integer.getInteger("memory.every", Integer.MAX_VALUE);

    private Memory() {}

    /** Prints {@code memory PID NUMBER HEAP RSS}, both in KiB, at every so many as {@code -Dmemory.every} says. */
    static void print(int number) {
        if (number % EVERY == 0) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long heap = (runtime.totalMemory() - runtime.freeMemory()) / 1024;
            System.out.println(
                    "memory " + ProcessHandle.current().pid() + " " + number + " " + heap + " " + resident());
        }
    }

    private static long resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
