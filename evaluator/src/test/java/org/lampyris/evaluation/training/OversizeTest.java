package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.NetworkEvaluator;
import org.lampyris.evaluation.NetworkPricing;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.execution.LocalBackend;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.training.TrainingPlan.Stopping;
import org.lampyris.hardware.Cost;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

/** A network that is too large for the machine is a failed trial, and the next one is trained. */
final class OversizeTest {
    @Test
    void anOversizeNetworkFailsAndTheNextIsTrained() {
        FireBottleneckSpace space =
                new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), new TensorShape(1, 28, 28), 10);
        TrainingPlan plan = new TrainingPlan(
                1,
                2000,
                new Optimizer(Rule.SGD, 0.1, 0.9, 0),
                new Augmentation(0, false),
                new Stopping(0, Duration.ofMinutes(5)));
        NetworkTrainer trainer = new NetworkTrainer(
                Datasets.open("fashion-mnist-mini", DataOptions.withSeed(1)), plan, System::nanoTime);
        Trainer both =
                (graph, seed, epochs) -> trainer.train(seed == 0 ? huge() : SmallNetworks.images(2, 1), seed, epochs);
        NetworkEvaluator evaluator = new NetworkEvaluator(
                space,
                new NetworkPricing(graph -> new Cost(1, 1, OptionalDouble.empty(), 1, 1, List.of())),
                List.of(),
                both,
                (trial, weights) -> "sha");
        try (LocalBackend backend = new LocalBackend(evaluator, 1)) {
            EvaluationResult first = backend.submit(request(space, 0)).join();
            Failed failed = assertInstanceOf(Failed.class, first);
            assertTrue(failed.cause().contains("native memory"), failed.cause());
            Evaluated next = assertInstanceOf(
                    Evaluated.class, backend.submit(request(space, 1)).join());
            assertEquals("sha", next.weights().orElseThrow());
        }
    }

    private static EvaluationRequest request(FireBottleneckSpace space, long seed) {
        return new EvaluationRequest((int) seed, space.sample(new SplittableRandom(1)), seed);
    }

    /** A hundred layers, each with four arrays of 200 MB and more. */
    private static NetworkGraph huge() {
        return SmallNetworks.images(32, 100);
    }
}
