package org.lampyris.evaluation.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How much memory outside of the Java heap networks may take. Must be settled before the first array is made: JavaCPP
 * reads the limit once.
 */
public final class NativeMemory {
    private static final String LIMIT = "org.bytedeco.javacpp.maxbytes";
    private static final String PHYSICAL = "org.bytedeco.javacpp.maxphysicalbytes";
    private static final String WORKERS = "lampyris.workers";
    private static final Path STATUS = Path.of("/proc/self/status");

    private static final long MEGABYTE = 1L << 20;
    /** Classes, compiled code, the native libraries themselves. */
    private static final long PROCESS = 384 * MEGABYTE;
    /** Scratch memory that oneDNN and BLAS take for themselves for a thread. */
    private static final long SCRATCH = 96 * MEGABYTE;

    private static final long LEAST = 256 * MEGABYTE;

    private NativeMemory() {}

    /**
     * Sets the limit for so many trainings at once; a limit given on the command line of the JVM stays.
     *
     * @param machine bytes that the machine, or the container, has
     * @param heap bytes that the Java heap may take
     */
    public static void settle(long machine, long heap, int workers) {
        if (System.getProperty(LIMIT) == null) {
            System.setProperty(LIMIT, String.valueOf(limit(machine, heap, workers)));
        }
        if (System.getProperty(PHYSICAL) == null) { // Else JavaCPP reads the process's size at every allocation.
            System.setProperty(PHYSICAL, "0");
        }
        System.setProperty(WORKERS, String.valueOf(workers));
    }

    /** Seven eighths of what heap, process and the workers' scratch memory leave, but never too little for a network. */
    static long limit(long machine, long heap, int workers) {
        long left = machine - heap - PROCESS - workers * SCRATCH;
        return Math.max(LEAST, left / 8 * 7);
    }

    /** What one of the trainings at once may take of a limit. */
    static long share(long limit) {
        return limit / Math.max(1, Integer.getInteger(WORKERS, 1));
    }

    /** The bytes that this process has in physical memory, where Linux tells. */
    public static OptionalLong resident() {
        try {
            return Files.readAllLines(STATUS, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
