package org.lampyris.hardware.calibration.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lampyris.hardware.calibration.PredictionErrors;

/**
 * Costs of blocks, fitted to latencies of whole networks: what each block adds at its place. Two networks that differ in
 * one block need not have been measured both.
 */
public final class NetworkFit {
    private static final int FOLDS = 5;
    private static final int TRIED = 200;

    private final Design design;
    private final RobustRegression.Fitted fitted;

    private NetworkFit(Design design, RobustRegression.Fitted fitted) {
        this.design = design;
        this.fitted = fitted;
    }

    /** @param networks at least two */
    public static NetworkFit of(List<MeasuredNetwork> networks) {
        Design design =
                Design.of(networks.stream().map(MeasuredNetwork::architecture).toList());
        List<SparseRow> rows =
                networks.stream().map(n -> design.row(n.architecture())).toList();
        double[] ms = networks.stream().mapToDouble(MeasuredNetwork::ms).toArray();
        return new NetworkFit(design, RobustRegression.fit(rows, ms, design.columns(), design.prior()));
    }

    /** Milliseconds, at least 0. What no fitted network has counts as nothing. */
    public double milliseconds(String architecture) {
        return fitted.milliseconds(design.row(architecture));
    }

    /**
     * What each block adds or saves at each place where a network has it: the mean of the predictions with the block put
     * there.
     *
     * @param networks the fitted ones, of which up to 200 are tried
     */
    public List<BlockCost> costs(List<MeasuredNetwork> networks) {
        List<List<String>> tried = networks.stream()
                .limit(TRIED)
                .map(network -> Notation.blocks(network.architecture()))
                .toList();
        double mean = tried.stream()
                .mapToDouble(blocks -> milliseconds(String.join("-", blocks)))
                .average()
                .orElse(0);
        Map<Integer, TreeSet<String>> blocksAt = new TreeMap<>();
        for (MeasuredNetwork network : networks) {
            List<String> blocks = Notation.blocks(network.architecture());
            for (int place = 0; place < blocks.size(); place++) {
                blocksAt.computeIfAbsent(place, p -> new TreeSet<>()).add(blocks.get(place));
            }
        }
        List<BlockCost> costs = new ArrayList<>();
        blocksAt.forEach((place, blocks) ->
                blocks.forEach(block -> costs.add(new BlockCost(place + 1, block, with(tried, place, block) - mean))));
        return costs;
    }

    private double with(List<List<String>> networks, int place, String block) {
        return networks.stream()
                .filter(blocks -> place < blocks.size())
                .mapToDouble(blocks -> {
                    List<String> changed = new ArrayList<>(blocks);
                    changed.set(place, block);
                    return milliseconds(String.join("-", changed));
                })
                .average()
                .orElse(Double.NaN);
    }

    /** The errors of these networks' predictions. */
    public PredictionErrors errors(List<MeasuredNetwork> networks) {
        return PredictionErrors.of(
                networks.stream()
                        .mapToDouble(n -> milliseconds(n.architecture()))
                        .toArray(),
                networks.stream().mapToDouble(MeasuredNetwork::ms).toArray());
    }

    /** The errors of networks that weren't fitted, each once: five fits, each without every fifth network. */
    public static PredictionErrors crossValidated(List<MeasuredNetwork> networks) {
        double[] predicted = new double[networks.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            List<MeasuredNetwork> others = new ArrayList<>();
            for (int i = 0; i < networks.size(); i++) {
                if (i % FOLDS != fold) {
                    others.add(networks.get(i));
                }
            }
            NetworkFit fit = of(others);
            for (int i = fold; i < networks.size(); i += FOLDS) {
                predicted[i] = fit.milliseconds(networks.get(i).architecture());
            }
        }
        return PredictionErrors.of(
                predicted, networks.stream().mapToDouble(MeasuredNetwork::ms).toArray());
    }
}
