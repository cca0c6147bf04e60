package org.lampyris.search.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Outcome;
import org.lampyris.input.Sha256;

/** SHA-256 of fields, each preceded by its length or count, numbers big-endian, doubles by their bits. */
final class HashedFields {
    private HashedFields() {}

    /** Writes what is hashed. */
    interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    static String hash(Content content) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            content.writeTo(new DataOutputStream(bytes));
            return Sha256.hex(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static void text(DataOutputStream out, Optional<String> text) throws IOException {
        out.writeBoolean(text.isPresent());
        text(out, text.orElse(""));
    }

    static void result(DataOutputStream out, EvaluationResult result) throws IOException {
        Outcome outcome = Outcome.of(result);
        text(out, outcome.kind());
        text(out, outcome.detail());
        Map<String, Double> metrics = result.metrics().values();
        out.writeInt(metrics.size());
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            text(out, metric.getKey());
            out.writeLong(Double.doubleToLongBits(metric.getValue()));
        }
    }
}
