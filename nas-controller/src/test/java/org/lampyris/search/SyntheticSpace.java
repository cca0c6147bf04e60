package org.lampyris.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.Metrics;
import org.lampyris.space.Architecture;
import org.lampyris.space.Decision;
import org.lampyris.space.Decision.Condition;
import org.lampyris.space.SearchSpace;

/**
 * One to three blocks, each with a kind and, for two of the kinds, a width. The order of the blocks doesn't matter to the
 * network, so that distinct lists of choices share an id. Accuracy and latency are formulas.
 */
public final class SyntheticSpace implements SearchSpace {
    private static final List<String> WIDTHS = List.of("1", "2", "4", "8");
    private final List<Decision> decisions = new ArrayList<>();

    public SyntheticSpace() {
        decisions.add(Decision.of("depth", List.of("1", "2", "3")));
        for (int block = 0; block < 3; block++) {
            Condition deepEnough =
                    new Condition(0, block == 0 ? Set.of(0, 1, 2) : block == 1 ? Set.of(1, 2) : Set.of(2));
            int kind = decisions.size();
            decisions.add(new Decision("block" + block, List.of("skip", "fire", "bottleneck"), List.of(deepEnough)));
            decisions.add(new Decision(
                    "width" + block, WIDTHS, List.of(deepEnough, new Condition(kind, Set.of(1, 2)))));
        }
    }

    @Override
    public List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    @Override
    public Architecture architecture(List<Integer> choices) {
        if (!contains(choices)) {
            throw new IllegalArgumentException("not in the space: " + choices);
        }
        List<String> blocks = new ArrayList<>();
        for (int i = 1; i < choices.size() && choices.get(i) != Architecture.INAPPLICABLE; i += 2) {
            blocks.add(choices.get(i) + "x" + choices.get(i + 1));
        }
        blocks.sort(null);
        return new Architecture(choices, String.join("+", blocks));
    }

    /** Between 0 and 1; better with more width, best where the kinds are mixed. */
    public static double accuracy(Architecture architecture) {
        double quality = 0;
        for (String block : architecture.id().split("\\+", -1)) {
            quality += (block.charAt(0) - '0') * 0.3 + Math.max(0, block.charAt(2) - '0') * 0.2;
        }
        return quality / (1 + quality);
    }

    /** In ms; grows with width. */
    public static double latency(Architecture architecture) {
        double total = 0.5;
        for (String block : architecture.id().split("\\+", -1)) {
            total += block.charAt(0) == '0' ? 0.1 : block.charAt(0) == '1' ? 1 : 2.5;
        }
        return total;
    }

    /**
     * An outcome that depends on the architecture, the seed and the epochs: all five kinds occur. Networks get better with
     * epochs, each at its own pace.
     */
    public static EvaluationResult evaluate(EvaluationRequest request) {
        Architecture architecture = request.architecture();
        Metrics cheap = Metrics.of(Map.of(Metrics.LATENCY_MS, latency(architecture)));
        if (latency(architecture) > 6) {
            return new Infeasible(cheap, "latency_ms " + latency(architecture) + " > 6");
        }
        double noise = (request.seed() >>> 40) * 0x1p-24;
        return switch ((int) (noise * 20)) {
            case 0 -> new Failed(cheap, "the loss is NaN in epoch 2");
            case 1 -> new TimedOut(cheap, "60 s");
            case 2 -> new Lost(cheap, "worker 3 died");
            default ->
                new Evaluated(
                        trained(request, cheap, accuracy(architecture) * (0.98 + 0.02 * noise)), Optional.empty());
        };
    }

    private static Metrics trained(EvaluationRequest request, Metrics cheap, double accuracy) {
        if (request.epochs().isEmpty()) {
            return cheap.with(Metrics.ACCURACY, accuracy);
        }
        int epochs = request.epochs().getAsInt();
        double pace = 0.2 + 0.6 * new SplittableRandom(request.seed()).nextDouble();
        return cheap.with(Metrics.ACCURACY, accuracy * (1 - pace / epochs)).with(Metrics.EPOCHS, epochs);
    }
}
