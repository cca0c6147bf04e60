package org.lampyris.experiments.cli;

/** What the program says to its caller. */
final class ExitCode {
    static final int DONE = 0;
    /** Something failed that neither the command line nor the input is to blame for. */
    static final int FAILED = 1;

    static final int WRONG_USE = 2;
    static final int BAD_INPUT = 3;
    /** Ctrl-C: what was finished is kept. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
