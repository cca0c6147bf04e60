package org.lampyris.experiments;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What to take away from a run.
 *
 * @param select as {@link org.lampyris.search.pareto.Selection#parse} reads it
 * @param retrain epochs to train anew; without it the weights of the search are taken
 * @param out a folder that doesn't exist yet
 */
public record ExportRequest(String select, Format format, OptionalInt retrain, Path out) {

    /** The forms of a network. */
    public enum Format {
        /** For ONNX Runtime and everything else that reads ONNX. */
        ONNX("network.onnx"),
        /** For Deeplearning4j with our evaluator module. */
        DL4J("network.zip"),
        /** The graph without weights. */
        JSON("network.json");

        private final String file;

        Format(String file) {
            this.file = file;
        }

        /** The file's name. */
        public String file() {
            return file;
        }
    }

    public ExportRequest {
        if (retrain.isPresent() && format == Format.JSON) {
            throw new IllegalArgumentException(
                    "--retrain makes no sense with --format json, which has no weights; choose onnx or dl4j");
        }
        if (retrain.isPresent() && (retrain.getAsInt() < 1 || retrain.getAsInt() > 10_000)) {
            throw new IllegalArgumentException(
                    "--retrain is " + retrain.getAsInt() + ", but must be from 1 to 10000 epochs");
        }
    }
}
