package org.lampyris.evaluation.compression.coding;

/**
 * How much a file may unfold: so that nobody's memory is filled by a file of a few bytes, a file has at least one byte
 * for so many values or bytes of what it stands for; a writer fills it up where it needs less.
 */
final class Expansion {
    /** Bytes unpacked for each byte of the file. */
    private static final long FACTOR = 1024;

    /** Bytes that any file may unfold to. */
    private static final long FREE = 1 << 16;

    /** While a file is unpacked there are several copies of it. */
    private static final long COPIES = 12;

    /** A parsed model may need that many times the memory of its bytes. */
    private static final long PARSED = 128;

    private Expansion() {}

    /** The least length of a file that stands for so many bytes. */
    static long leastLength(long unpacked) {
        return Math.max(0, unpacked - FREE + FACTOR - 1) / FACTOR;
    }

    /** The most bytes that a file of this length may stand for, here and now. */
    static long most(long length) {
        return Math.min(
                Math.min(length * FACTOR + FREE, Integer.MAX_VALUE),
                Runtime.getRuntime().maxMemory() / COPIES);
    }

    /** The most bytes that a skeleton may have here: parsed messages are many times larger than written ones. */
    static long mostOfSkeleton() {
        return Runtime.getRuntime().maxMemory() / PARSED;
    }
}
