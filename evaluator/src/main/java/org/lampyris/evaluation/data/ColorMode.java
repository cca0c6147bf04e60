package org.lampyris.evaluation.data;

/** How many channels images get. */
public enum ColorMode {
    /** Grey if every image is grey, else colour. */
    AUTO,
    /** One channel; colour becomes its luma, {@code 0.299 R + 0.587 G + 0.114 B} (ITU-R BT.601). */
    GREY,
    /** Three channels; grey is repeated. */
    RGB
}
