package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lampyris.evaluation.compression.quantization.PowersOfTwo;
import org.lampyris.evaluation.compression.quantization.UniformQuantizer;
import org.lampyris.evaluation.compression.sharing.Clustering;
import org.lampyris.evaluation.compression.sharing.WeightSharing;
import org.lampyris.evaluation.compression.tuning.PrunedWeights;
import org.lampyris.evaluation.compression.tuning.RoundedWeights;
import org.lampyris.evaluation.compression.tuning.SharedWeights;
import org.lampyris.evaluation.data.Normalization;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.NetworkGraph;

/** The states of networks that are trained on. */
class TunedStatesTest extends SmallTrainings {
    private static final String TENSOR = "stem.weight";
    private static final String OTHER = "project.weight";

    private enum Kind {
        PLAIN,
        PRUNED,
        SHARED,
        ROUNDED,
        POWERS;

        Map<String, WeightTransform> transforms(Tensor weight) {
            BitSet half = new BitSet();
            half.set(0, weight.size() / 2);
            return switch (this) {
                case PLAIN -> Map.of();
                case PRUNED -> Map.of(TENSOR, new PrunedWeights(half));
                case SHARED -> Map.of(TENSOR, new SharedWeights(clusters(weight)));
                case ROUNDED -> Map.of(TENSOR, new RoundedWeights(UniformQuantizer.ofBits(3), weight));
                case POWERS -> Map.of(TENSOR, new RoundedWeights(PowersOfTwo.ofTerms(1), weight));
            };
        }
    }

    private static Clustering clusters(Tensor weight) {
        double[] even = new double[weight.size()];
        Arrays.fill(even, 1);
        return Clustering.withoutZeros(
                weight.values(), even, (kept, importance) -> WeightSharing.of(kept, importance, 5));
    }

    private static WeightedNetwork start(Kind kind) {
        NetworkGraph graph = network(6);
        NetworkWeights weights = InitialWeights.of(graph, 3);
        if (kind != Kind.SHARED) {
            return new WeightedNetwork(graph, weights);
        }
        Tensor weight = weights.get(TENSOR);
        Map<String, Tensor> shared = new HashMap<>(weights.tensors());
        shared.put(TENSOR, Tensor.of(clusters(weight).values(), weight.shape()));
        return new WeightedNetwork(graph, NetworkWeights.of(shared));
    }

    private static Map<String, WeightTransform> transforms(Kind kind) {
        return kind.transforms(start(Kind.PLAIN).weights().get(TENSOR));
    }

    private static EpochListener stoppingAfter(int epochs) {
        return (epoch, accuracy) -> {
            if (epoch == epochs) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void goesOnWhereItWasStoppedAndNeverTrainsTwice(Kind kind) throws Exception {
        Rule rule = kind == Kind.SHARED ? Rule.ADAM : Rule.SGD;
        TrainedNetwork straight = trainer(rule, TrainingStates.none()).tune(start(kind), transforms(kind), SEED);
        NetworkTrainer stopped = trainer(rule, states()).reporting(stoppingAfter(3));
        assertThrows(InterruptedException.class, () -> stopped.tune(start(kind), transforms(kind), SEED));

        long before = clock.get();
        assertEquals(straight, trainer(rule, states()).tune(start(kind), transforms(kind), SEED));
        long lastEpoch = clock.get() - before;
        before = clock.get();
        assertEquals(straight, trainer(rule, states()).tune(start(kind), transforms(kind), SEED));
        long none = clock.get() - before;
        long steps = data.train().size() / plan(rule).batchSize();
        assertEquals(steps, lastEpoch - none, "one of four epochs was left, then none");
        assertEquals(1, files().size());
    }

    @Test
    void otherWeightsTransformsPlansAndPreprocessingAreOtherTrainings() throws Exception {
        NetworkTrainer trainer = trainer(Rule.SGD, states());
        trainer.tune(start(Kind.PLAIN), Map.of(), SEED);
        trainer.tune(start(Kind.SHARED), Map.of(), SEED);
        BitSet first = new BitSet();
        first.set(0);
        trainer.tune(start(Kind.PLAIN), Map.of(TENSOR, new PrunedWeights(first)), SEED);
        trainer.tune(start(Kind.PLAIN), Map.of(OTHER, new PrunedWeights(first)), SEED);
        trainer.tune(start(Kind.PLAIN), transforms(Kind.PRUNED), SEED);
        trainer.tune(start(Kind.PLAIN), transforms(Kind.ROUNDED), SEED);
        trainer.tune(start(Kind.PLAIN), transforms(Kind.POWERS), SEED);
        trainer.tune(start(Kind.SHARED), transforms(Kind.SHARED), SEED);
        trainer.tune(start(Kind.PLAIN), Map.of(), SEED + 1);
        trainer(Rule.ADAM, states()).tune(start(Kind.PLAIN), Map.of(), SEED);
        Normalization other = new Normalization(
                data.normalization().mean().stream().map(mean -> mean + 0.1).toList(),
                data.normalization().deviation());
        new NetworkTrainer(data.normalizedBy(other), plan(Rule.SGD), clock::incrementAndGet, states())
                .tune(start(Kind.PLAIN), Map.of(), SEED);
        assertEquals(11, files().size());
    }

    @Test
    void aTransformWithAStateOfItsOwnLeavesNone() throws Exception {
        Map<String, WeightTransform> nameless =
                Map.of(TENSOR, (kept, used) -> System.arraycopy(kept, 0, used, 0, kept.length));
        TrainedNetwork tuned = trainer(Rule.SGD, states()).tune(start(Kind.PLAIN), nameless, SEED);
        assertEquals(List.of(), files());
        assertEquals(
                tuned.weights(),
                trainer(Rule.SGD, states())
                        .tune(start(Kind.PLAIN), Map.of(), SEED)
                        .weights());
        assertTrue(tuned.loss() > 0);
    }
}
