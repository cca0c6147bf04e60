package org.lampyris.hardware.latency;

import java.util.Locale;

/** The number format of weights and activations. */
public enum Precision {
    FLOAT32(4),
    FLOAT16(2),
    INT8(1);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes a value. */
    public int bytes() {
        return bytes;
    }

    /** The word that a profile uses, e.g. {@code float32}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
