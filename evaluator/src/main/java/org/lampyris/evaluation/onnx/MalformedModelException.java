package org.lampyris.evaluation.onnx;

import java.util.Objects;

/** An ONNX model isn't as it should be; the message says what is wrong, without the file's name. */
final class MalformedModelException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedModelException(String problem) {
        super(problem);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
