package org.lampyris.search.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.lampyris.evaluation.Outcome;
import org.lampyris.input.Sha256;
import org.lampyris.search.Trial;

/**
 * The hashes that chain the rows of a log: SHA-256 of the hash before and of the trial, with every field preceded by its
 * length or count, numbers big-endian, doubles by their bits. The first hash is that of the identity.
 */
final class HashChain {
    private HashChain() {}

    static String genesis(RunIdentity identity) {
        return hash(out -> {
            text(out, "lampyris trial log " + SqliteRows.VERSION);
            out.writeInt(identity.parts().size());
            for (Map.Entry<String, String> part : identity.parts().entrySet()) {
                text(out, part.getKey());
                text(out, part.getValue());
            }
        });
    }

    static String next(String previous, Trial trial) {
        return hash(out -> {
            text(out, previous);
            out.writeInt(trial.number());
            out.writeInt(trial.architecture().choices().size());
            for (int choice : trial.architecture().choices()) {
                out.writeInt(choice);
            }
            text(out, trial.architecture().id());
            Outcome outcome = Outcome.of(trial.result());
            text(out, outcome.kind());
            out.writeBoolean(outcome.detail().isPresent());
            text(out, outcome.detail().orElse(""));
            Map<String, Double> metrics = trial.result().metrics().values();
            out.writeInt(metrics.size());
            for (Map.Entry<String, Double> metric : metrics.entrySet()) {
                text(out, metric.getKey());
                out.writeLong(Double.doubleToLongBits(metric.getValue()));
            }
            out.writeLong(Double.doubleToLongBits(trial.reward()));
            out.writeBoolean(trial.repeats().isPresent());
            out.writeInt(trial.repeats().orElse(0));
        });
    }

    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static String hash(Content content) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            content.writeTo(new DataOutputStream(bytes));
            return Sha256.hex(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
