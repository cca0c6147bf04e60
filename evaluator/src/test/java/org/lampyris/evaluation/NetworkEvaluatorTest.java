package org.lampyris.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.training.TrainedNetwork;
import org.lampyris.evaluation.training.Trainer;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.hardware.Cost;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.Architecture;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.TensorShape;

class NetworkEvaluatorTest {
    private static final Trainer NEVER = (graph, seed, epochs) -> {
        throw new AssertionError("trained");
    };
    private static final WeightsKeeper NOWHERE = (trial, weights) -> "sha";

    private final FireBottleneckSpace space =
            new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), new TensorShape(1, 28, 28), 10);

    private EvaluationResult evaluate(Trainer trainer, Objective... objectives) throws InterruptedException {
        NetworkPricing pricing =
                new NetworkPricing(graph -> new Cost(5, 1, OptionalDouble.empty(), 1000, 2000, List.of()));
        return new NetworkEvaluator(space, pricing, List.of(objectives), trainer, NOWHERE)
                .evaluate(new EvaluationRequest(3, space.sample(new SplittableRandom(1)), 11));
    }

    private static Trainer accuracyOf(double accuracy) {
        return (graph, seed, epochs) -> new TrainedNetwork(NetworkWeights.of(Map.of()), accuracy + seed / 1000.0, 1, 1);
    }

    @Test
    void overABoundIsNeverTrained() throws Exception {
        EvaluationResult result =
                evaluate(NEVER, Objective.minimize(Metrics.LATENCY_MS).within(4.9));
        Infeasible infeasible = assertInstanceOf(Infeasible.class, result);
        assertEquals("latency_ms 5 > 4.9", infeasible.violated());
        assertEquals(5, infeasible.metrics().get(Metrics.LATENCY_MS));
        assertInstanceOf(
                Infeasible.class,
                evaluate(NEVER, Objective.maximize(Metrics.FLASH_BYTES).within(1001)));
    }

    @Test
    void onTheBoundIsTrainedWithTheRequestsSeed() throws Exception {
        EvaluationResult result = evaluate(
                accuracyOf(0.5),
                Objective.minimize(Metrics.LATENCY_MS).within(5),
                Objective.maximize(Metrics.ACCURACY));
        Evaluated evaluated = assertInstanceOf(Evaluated.class, result);
        assertEquals(0.511, evaluated.metrics().get(Metrics.ACCURACY), 1e-12);
        assertEquals("sha", evaluated.weights().orElseThrow());
        assertTrue(evaluated.metrics().get(Metrics.PARAMETERS) > 0);
    }

    @Test
    void epochsThatAreNamedAreTrainedAndShownInTheMetrics() throws Exception {
        NetworkPricing pricing =
                new NetworkPricing(graph -> new Cost(5, 1, OptionalDouble.empty(), 1000, 2000, List.of()));
        Trainer trainer = (graph, seed, epochs) ->
                new TrainedNetwork(NetworkWeights.of(Map.of()), 0.1 * epochs.orElse(9), 1, epochs.orElse(9));
        NetworkEvaluator evaluator = new NetworkEvaluator(space, pricing, List.of(), trainer, NOWHERE);
        Architecture architecture = space.sample(new SplittableRandom(1));
        Metrics part = evaluator
                .evaluate(new EvaluationRequest(3, architecture, 11, OptionalInt.of(2)))
                .metrics();
        assertEquals(2, part.get(Metrics.EPOCHS));
        assertEquals(0.2, part.get(Metrics.ACCURACY), 1e-12);
        Metrics whole =
                evaluator.evaluate(new EvaluationRequest(3, architecture, 11)).metrics();
        assertTrue(whole.find(Metrics.EPOCHS).isEmpty());
        assertEquals(0.9, whole.get(Metrics.ACCURACY), 1e-12);
    }

    @ParameterizedTest
    @EnumSource
    void whatGoesWrongInTrainingIsAnOutcomeWithItsMetrics(TrainingException.Reason reason) throws Exception {
        EvaluationResult result = evaluate((graph, seed, epochs) -> {
            throw new TrainingException(reason, "why");
        });
        assertEquals(reason == TrainingException.Reason.TIMED_OUT ? TimedOut.class : Failed.class, result.getClass());
        assertEquals(5, result.metrics().get(Metrics.LATENCY_MS));
    }

    @Test
    void anErrorOfTheEngineIsAFailedTrialButABadInputEndsTheSearch() throws Exception {
        Failed failed = assertInstanceOf(Failed.class, evaluate((graph, seed, epochs) -> {
            throw new IllegalStateException("broken");
        }));
        assertTrue(failed.cause().contains("broken"), failed.cause());
        assertThrows(
                InvalidInputException.class,
                () -> evaluate((graph, seed, epochs) -> {
                    throw new InvalidInputException("bad");
                }));
    }
}
