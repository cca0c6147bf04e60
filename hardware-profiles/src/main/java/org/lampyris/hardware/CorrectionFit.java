package org.lampyris.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lampyris.hardware.calibration.RelativeRidge;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.space.graph.NetworkGraph;

/** Fits a {@link NetworkCorrection} to whole networks that were measured. */
public final class CorrectionFit {
    /** With fewer networks nothing is fitted. */
    public static final int MINIMUM_NETWORKS = 20;

    private static final int FOLDS = 5;

    /** The strongest first: it is what remains if none leaves longer parts longer. */
    private static final double[] PENALTIES = {1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5};

    /** The share of a part's own time that stays, whatever its kind and size. */
    private static final double LEAST_GROWTH = 0.2;

    private final List<SortedMap<String, Double>> features = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final List<Double> measured = new ArrayList<>();
    private final ProfileCostModel parts;

    /** @param parts prices of parts alone; a correction that the profile has is left out */
    public CorrectionFit(HardwareProfile parts) {
        this.parts = new ProfileCostModel(parts.withCorrection(null));
    }

    /**
     * @param id the network's
     * @param ms its measured latency, above 0
     * @throws org.lampyris.input.InvalidInputException if the profile can't price one of its parts
     */
    public void add(String id, NetworkGraph network, double ms) {
        features.add(parts.features(network));
        ids.add(id);
        measured.add(ms);
    }

    /**
     * Takes, of the penalties that leave longer parts longer, the one with the least error for networks left out in turn (which is
     * a little less than the error for networks that nobody has seen), else the strongest.
     *
     * @param from where the networks are from
     * @throws IllegalStateException if there are fewer networks than {@link #MINIMUM_NETWORKS}
     */
    public NetworkCorrection fit(String from) {
        if (ids.size() < MINIMUM_NETWORKS) {
            throw new IllegalStateException("only " + ids.size() + " networks");
        }
        SortedMap<String, Double> best = new TreeMap<>();
        double least = Double.POSITIVE_INFINITY;
        boolean grows = false;
        for (double penalty : PENALTIES) {
            SortedMap<String, Double> coefficients = coefficients(-1, penalty);
            double error = error(penalty);
            boolean growing = growing(coefficients);
            if (best.isEmpty() || (growing && (error < least || !grows))) {
                best = coefficients;
                least = error;
                grows = growing;
            }
        }
        return new NetworkCorrection(best, ids.size(), 100 * least, from, ids);
    }

    /** Whether a part of any kind that takes longer alone takes longer within a network. */
    private static boolean growing(SortedMap<String, Double> coefficients) {
        double all = coefficients.getOrDefault(NetworkFeatures.BLOCKS, 0.0);
        double least = coefficients.entrySet().stream()
                .filter(e -> Arrays.stream(OperatorKind.values())
                        .anyMatch(kind -> NetworkFeatures.milliseconds(kind).equals(e.getKey())))
                .mapToDouble(Map.Entry::getValue)
                .min()
                .orElse(1 - all);
        return all + least > LEAST_GROWTH && coefficients.getOrDefault(NetworkFeatures.OUTSIDE, 1.0) >= 0;
    }

    /** The mean relative error of networks left out. */
    private double error(double penalty) {
        double sum = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            SortedMap<String, Double> others = coefficients(fold, penalty);
            for (int i = fold; i < ids.size(); i += FOLDS) {
                sum += Math.abs(predict(others, features.get(i)) / measured.get(i) - 1);
            }
        }
        return sum / ids.size();
    }

    private static double predict(SortedMap<String, Double> coefficients, SortedMap<String, Double> network) {
        return network.entrySet().stream()
                .mapToDouble(e -> e.getValue() * coefficients.getOrDefault(e.getKey(), 0.0))
                .sum();
    }

    /** @param without the networks of this fold are left out; -1 for none */
    private SortedMap<String, Double> coefficients(int without, double penalty) {
        TreeSet<String> names = new TreeSet<>();
        features.forEach(network -> names.addAll(network.keySet()));
        List<String> columns = List.copyOf(names);
        double[] usual = new double[columns.size()];
        for (int i = 0; i < usual.length; i++) {
            boolean price = columns.get(i).equals(NetworkFeatures.BLOCKS)
                    || columns.get(i).equals(NetworkFeatures.OUTSIDE);
            usual[i] = price ? 1 : 0;
        }
        RelativeRidge ridge = new RelativeRidge(usual, penalty);
        for (int i = 0; i < ids.size(); i++) {
            if (without < 0 || i % FOLDS != without) {
                SortedMap<String, Double> network = features.get(i);
                ridge.add(
                        columns.stream()
                                .mapToDouble(name -> network.getOrDefault(name, 0.0))
                                .toArray(),
                        measured.get(i));
            }
        }
        double[] solved = ridge.solve();
        SortedMap<String, Double> coefficients = new TreeMap<>();
        for (int i = 0; i < solved.length; i++) {
            coefficients.put(columns.get(i), solved[i]);
        }
        return coefficients;
    }
}
