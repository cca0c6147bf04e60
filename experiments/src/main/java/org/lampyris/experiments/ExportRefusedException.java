package org.lampyris.experiments;

/** What was to be exported does not do what the searched network does; nothing was exported. */
public final class ExportRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExportRefusedException(String message) {
        super(message);
    }
}
