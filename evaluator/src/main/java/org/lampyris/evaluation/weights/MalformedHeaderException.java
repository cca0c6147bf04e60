package org.lampyris.evaluation.weights;

/** The header of a safetensors file says something that can't be; the message is a clause that starts in lower case. */
final class MalformedHeaderException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedHeaderException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
