package org.lampyris.experiments.cli;

import java.io.PrintWriter;
import java.time.InstantSource;

/**
 * Where commands write and what time it is.
 *
 * @param out results, what a script reads
 * @param err progress and errors
 * @param terminal whether {@code err} is a terminal, so that a line can be drawn over
 */
record Console(PrintWriter out, PrintWriter err, boolean terminal, InstantSource clock) {}
