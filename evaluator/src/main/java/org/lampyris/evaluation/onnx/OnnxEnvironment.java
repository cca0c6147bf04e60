package org.lampyris.evaluation.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.CompletableFuture;

/**
 * Loads ONNX Runtime, on a thread with a large stack: version 1.29 searches the process's command line by a recursion
 * about as deep as that is long, and a class path of 4,000 characters on it overflows the usual stack, which ends the
 * process without a word.
 */
final class OnnxEnvironment {
    private static final long STACK_BYTES = 64L << 20;

    private OnnxEnvironment() {}

    /** The environment of this process; loaded on the first call. */
    static OrtEnvironment get() {
        CompletableFuture<OrtEnvironment> loaded = new CompletableFuture<>();
        Thread loader = new Thread(null, () -> load(loaded), "onnx-runtime-loader", STACK_BYTES);
        loader.setDaemon(true);
        loader.start();
        return loaded.join();
    }

    private static void load(CompletableFuture<OrtEnvironment> loaded) {
        try {
            loaded.complete(OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "lampyris"));
        } catch (RuntimeException | Error e) {
            loaded.completeExceptionally(e);
        }
    }
}
