package org.lampyris.evaluation.data;

import java.nio.file.Path;
import org.lampyris.input.InvalidInputException;

/** A way to keep a data set in a folder. */
interface FolderFormat {

    /** Whether the folder looks like it, by the names of its files. */
    boolean recognises(Path folder);

    /** @throws InvalidInputException if something in it is broken */
    LabelledImages read(Path folder, DataOptions options);
}
