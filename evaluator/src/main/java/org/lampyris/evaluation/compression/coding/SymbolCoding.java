package org.lampyris.evaluation.compression.coding;

/**
 * A way to write down a sequence of symbols of which 0, a pruned weight, may be frequent.
 *
 * @see <a href="https://arxiv.org/abs/1510.00149">Han, Mao and Dally, Deep compression: Compressing deep neural networks
 *     with pruning, trained quantization and Huffman coding, ICLR 2016</a>
 */
public enum SymbolCoding {
    /** Every symbol by a Huffman code; 0 is a symbol like the others. */
    HUFFMAN_DENSE(0),
    /**
     * As in Deep Compression: each symbol other than 0 with the number of zeros before it, both by Huffman codes; where
     * more zeros stand than a gap of so many bits can count, a zero is written as a filler. The gaps have the number of
     * bits that makes the sequence the shortest.
     */
    HUFFMAN_RELATIVE(1),
    /** A bit for each symbol that says whether it is 0, then the others by a Huffman code. */
    HUFFMAN_BITMAP(2),
    /** Whether each is 0, then the others bit by bit, by an adaptive arithmetic code. */
    ARITHMETIC(3),
    /** The same, and whether a symbol is 0 is guessed from its neighbours in its row and in the one before. */
    ARITHMETIC_CONTEXT(4);

    private final int number;

    SymbolCoding(int number) {
        this.number = number;
    }

    /** That stands for it in a file. */
    int number() {
        return number;
    }
}
