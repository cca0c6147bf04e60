package org.lampyris.evaluation.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Loads ONNX Runtime, on a thread with a large stack: version 1.29 searches the process's command line by a recursion
 * about as deep as that is long, and a class path of 4,000 characters on it overflows the usual stack, which ends the
 * process without a word.
 */
final class OnnxEnvironment {
    private static final long STACK_BYTES = 64L << 20;

    private OnnxEnvironment() {}

    private static volatile @Nullable OrtEnvironment environment;

    /** The environment of this process; loaded on the first call. */
    static OrtEnvironment get() {
        OrtEnvironment present = environment;
        if (present == null) {
            present = loaded();
            environment = present;
        }
        return present;
    }

    private static OrtEnvironment loaded() {
        CompletableFuture<OrtEnvironment> loaded = new CompletableFuture<>();
        Thread loader = new Thread(null, () -> load(loaded), "onnx-runtime-loader", STACK_BYTES);
        loader.setDaemon(true);
        loader.start();
        return loaded.join();
    }

    /**
     * A model, with sequential execution and the same results in every run.
     *
     * @param threads at least 1
     */
    static OrtSession session(byte[] model, int threads) throws OrtException {
        OrtEnvironment environment = get();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            environment.setTelemetry(false);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setDeterministicCompute(true);
            return environment.createSession(model, options);
        }
    }

    private static void load(CompletableFuture<OrtEnvironment> loaded) {
        try {
            loaded.complete(OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "lampyris"));
        } catch (RuntimeException | Error e) {
            loaded.completeExceptionally(e);
        }
    }
}
