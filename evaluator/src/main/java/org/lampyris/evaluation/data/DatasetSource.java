package org.lampyris.evaluation.data;

import org.lampyris.input.InvalidInputException;

/** Where a data set comes from. Nothing is read, and nothing downloaded, before {@link #load}. */
@FunctionalInterface
interface DatasetSource {

    /**
     * Reads the images. The same files and the same options give the same data set, byte for byte, on every machine.
     *
     * @throws InvalidInputException if the data is not there, broken, or too large for the memory
     */
    Dataset load(DataOptions options);
}
