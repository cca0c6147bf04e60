package org.lampyris.experiments.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.TrainingStates;
import org.lampyris.experiments.config.CompressionSettings;
import org.lampyris.input.InvalidInputException;

/** Ways to store the weights of one network, side by side, as {@code bench weights} prints them. */
public final class WeightComparison {
    private final Subject subject;
    private final CompressionSettings settings;

    public WeightComparison(Subject subject, CompressionSettings settings) {
        this.subject = subject;
        this.settings = settings;
    }

    /** Plain and Hessian-weighted k-means at 2, 3 and 4 bits, without training. */
    public List<String> sharing() throws InterruptedException {
        return lines(bench -> {
            List<String> lines = new ArrayList<>();
            SharingComparison comparison =
                    SharingComparison.of(bench, settings.effort().seed());
            for (int bits : new int[] {2, 3, 4}) {
                SharingComparison.Row row = comparison.at(bits);
                lines.add(String.format(
                        Locale.ROOT,
                        "bits=%d plain_kmeans=%.4f hessian_kmeans=%.4f",
                        row.bits(),
                        row.plain(),
                        row.weighted()));
            }
            return lines;
        });
    }

    /** int8, LightNN-2, FLightNN and LightNN-1, each fine-tuned from the same start. */
    public List<String> quantizers(double perTerm) throws InterruptedException {
        return lines(bench -> new QuantizerComparison(bench, perTerm)
                .rows().stream()
                        .map(row -> String.format(
                                Locale.ROOT,
                                "weights=%s bits=%.2f accuracy=%.4f",
                                row.kind(),
                                row.bits(),
                                row.accuracy()))
                        .toList());
    }

    private interface Comparing {
        List<String> lines(Workbench bench) throws TrainingException, InterruptedException;
    }

    private List<String> lines(Comparing comparing) throws InterruptedException {
        Consumer<String> nobody = line -> {};
        try {
            return comparing.lines(new Workbench(subject, Optional.empty(), settings, TrainingStates.none(), nobody));
        } catch (TrainingException e) {
            throw InvalidInputException.at(
                    subject.name(), "it can't be trained: " + e.getMessage(), "Take another network.");
        }
    }
}
