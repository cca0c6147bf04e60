package org.lampyris.experiments.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.OptionalInt;

/**
 * Where commands write and what time it is.
 *
 * @param out results, what a script reads
 * @param err progress and errors
 * @param columns the width of the terminal that {@code err} is, where a line can be drawn over; empty where it is none
 */
record Console(PrintWriter out, PrintWriter err, OptionalInt columns, InstantSource clock) {

    /** A line of results, to be seen at once. */
    void result(String line) {
        out.println(line);
        out.flush();
    }

    /** A line of progress, to be seen at once. */
    void progress(String line) {
        err.println(line);
        err.flush();
    }
}
