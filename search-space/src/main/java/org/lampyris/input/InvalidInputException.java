package org.lampyris.input;

/**
 * Something that the user handed in can't be used. The message is one line that is shown as it is: where, what name and
 * value, and advice; the program then ends with exit code 3.
 */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

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

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
