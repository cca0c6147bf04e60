package org.lampyris.input;

import java.util.Objects;

/**
 * Something that the user handed in can't be used. The message is one line that is shown as it is: where, what name and
 * value, and advice; the program then ends with exit code 3.
 */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 1000;

    public InvalidInputException(String message) {
        super(oneLine(message));
    }

    public InvalidInputException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /**
     * @param where file, line or option
     * @param problem name and value of what is wrong, a sentence without a full stop
     * @param advice what to do about it, a sentence with its full stop
     */
    public static InvalidInputException at(String where, String problem, String advice) {
        return new InvalidInputException(where + ": " + problem + ". " + advice);
    }

    /** One line, never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** No line breaks, no control characters that could drive a terminal, and no endless values. */
    private static String oneLine(String message) {
        String line = message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) + "…" : message;
        return line.replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("[\\p{Cc}\\p{Cf}]", "?")
                .strip();
    }
}
