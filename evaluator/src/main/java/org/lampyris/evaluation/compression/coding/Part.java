package org.lampyris.evaluation.compression.coding;

/** What the bits of a coded tensor are spent on. */
public enum Part {
    /** Which code it is, and its few numbers. */
    HEADER,
    /** The values that the symbols stand for: shared weights or scales. */
    CODEBOOK,
    /** The lengths of the words of the Huffman codes. */
    CODE_LENGTHS,
    /** Where the weights are that aren't zero: flags or gaps. */
    POSITIONS,
    /** Which of the values each weight has; all that is left where values stand for themselves. */
    SYMBOLS
}
