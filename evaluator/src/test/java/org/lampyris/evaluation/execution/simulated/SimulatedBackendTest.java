package org.lampyris.evaluation.execution.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.evaluation.execution.simulated.Simulations.MINUTE;
import static org.lampyris.evaluation.execution.simulated.Simulations.finish;
import static org.lampyris.evaluation.execution.simulated.Simulations.poisoned;
import static org.lampyris.evaluation.execution.simulated.Simulations.request;
import static org.lampyris.evaluation.execution.simulated.Simulations.rough;
import static org.lampyris.evaluation.execution.simulated.Simulations.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.execution.dispatch.DispatchSettings;

@Timeout(60)
class SimulatedBackendTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static SimulatedBackend backend(int workers, Mishaps mishaps) {
        Scenario scenario = Scenario.of(Fleet.of(workers), MINUTE, 1).with(mishaps);
        return new SimulatedBackend(Simulations::evaluate, scenario);
    }

    /** Two workers' first attempts at a trial each are the last: two losses and it is given up. */
    private static SimulatedBackend twoAttempts(int workers, int slots, Mishaps mishaps) {
        DispatchSettings twice = DispatchSettings.ofLease(Duration.ofSeconds(30), 2);
        Fleet fleet = new Fleet(workers, slots, Duration.ofSeconds(10));
        return new SimulatedBackend(Simulations::evaluate, new Scenario(fleet, MINUTE, mishaps, twice, 1));
    }

    @Test
    void sevenMinutesOnThreeWorkersAreThree() {
        SimulatedBackend backend = backend(3, Mishaps.NONE);
        List<CompletableFuture<EvaluationResult>> results = submit(backend, 7);
        assertTrue(results.stream().noneMatch(CompletableFuture::isDone), "nothing happens by itself");
        assertTrue(backend.advance());
        assertTrue(results.get(0).isDone());
        finish(backend);
        for (int i = 1; i <= 7; i++) {
            assertEquals(Simulations.evaluate(request(i)), results.get(i - 1).join());
        }
        SimulationReport report = backend.report();
        assertEquals(Duration.ofMinutes(3), report.time());
        assertEquals(7.0 / 9, report.slots().utilisation(), 1e-12);
        assertEquals(7.0 / 9, report.slots().occupancy(), 1e-12);
        assertEquals(7, report.results());
        assertEquals(new SimulationReport.Population(3, 0), report.workers());
        assertFalse(backend.advance(), "there is nothing to wait for");
    }

    @Test
    void slotsOfAWorkerTrainAtOnce() {
        SimulatedBackend backend = twoAttempts(2, 4, Mishaps.NONE);
        submit(backend, 16);
        finish(backend);
        assertEquals(Duration.ofMinutes(2), backend.report().time());
        assertEquals(1, backend.report().slots().utilisation());
    }

    /**
     * Given out at 0 s, killed at 60 s right after a heartbeat. The next worker gets the trial at 90 s, when the lease ends,
     * or at 65 s, when the grace does, and is killed at 150 or 130 s (a heartbeat comes every 10 s).
     */
    @ParameterizedTest(name = "{0} of the deaths are noticed")
    @CsvSource({"0, 180", "1, 135"})
    void aPoisonTrialIsLostAfterItsAttempts(double noticed, long seconds) {
        SimulatedBackend backend = twoAttempts(2, 1, poisoned(noticed, Optional.empty(), 1));
        CompletableFuture<EvaluationResult> result = backend.submit(request(1));
        finish(backend);
        assertInstanceOf(Lost.class, result.join());
        SimulationReport report = backend.report();
        assertEquals(Duration.ofSeconds(seconds), report.time());
        assertEquals(2, report.losses());
        assertEquals(0, report.results());
        assertEquals(2, report.workers().died());
        assertEquals(0, report.slots().utilisation());
    }

    @Test
    void aFleetThatDiesOutGoesOnOnceOthersJoin() {
        SimulatedBackend backend = twoAttempts(1, 1, poisoned(0, Optional.of(HOUR), 1, 2));
        List<CompletableFuture<EvaluationResult>> results = submit(backend, 10);
        finish(backend);
        assertInstanceOf(Lost.class, results.get(1).join());
        assertEquals(8, backend.report().results());
        assertEquals(new SimulationReport.Population(5, 4), backend.report().workers());
        assertTrue(backend.report().time().compareTo(Duration.ofMinutes(8 + 4)) > 0);
    }

    @Test
    void aFleetThatDiesOutForGoodIsNamed() {
        SimulatedBackend backend = backend(2, poisoned(0, Optional.empty(), 1));
        submit(backend, 5);
        IllegalStateException problem = assertThrows(IllegalStateException.class, () -> finish(backend));
        assertTrue(String.valueOf(problem.getMessage()).startsWith("3 trials are left"), problem.getMessage());
    }

    /** Of every seed's fleet; and results count once, whatever happens. */
    @Test
    void mishapsChangeNoResult() {
        int refused = 0;
        int losses = 0;
        for (long seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Fleet fleet = new Fleet(1 + random.nextInt(20), 1 + random.nextInt(3), Duration.ofSeconds(10));
            TrainingTimes times = TrainingTimes.of(Duration.ofMinutes(1), 10).withStragglers(0.1, 5);
            Scenario scenario = Scenario.of(fleet, times, seed).with(rough());
            List<EvaluationRequest> evaluated = new ArrayList<>();
            Evaluator evaluator = request -> {
                evaluated.add(request);
                return Simulations.evaluate(request);
            };
            SimulatedBackend backend = new SimulatedBackend(evaluator, scenario);
            List<CompletableFuture<EvaluationResult>> results = submit(backend, 200);
            finish(backend);
            for (int i = 1; i <= 200; i++) {
                assertEquals(
                        Simulations.evaluate(request(i)), results.get(i - 1).join());
            }
            SimulationReport report = backend.report();
            assertEquals(200, report.results());
            assertEquals(200 + report.refused(), evaluated.size());
            assertTrue(report.losses() >= report.refused(), "only what was lost is refused");
            assertTrue(report.slots().utilisation() <= report.slots().occupancy(), "seed " + seed);
            assertTrue(report.slots().occupancy() <= 1, "seed " + seed);
            refused += report.refused();
            losses += report.losses();
        }
        assertTrue(refused > 100, refused + " late results were refused");
        assertTrue(losses > refused + 100, losses + " losses");
    }

    @Test
    void theSameSeedHappensTheSameWay() {
        assertEquals(reported(1), reported(1));
        assertNotEquals(reported(1), reported(2));
    }

    private static SimulationReport reported(long seed) {
        TrainingTimes times = TrainingTimes.of(Duration.ofMinutes(1), 10);
        SimulatedBackend backend = new SimulatedBackend(
                Simulations::evaluate, Scenario.of(Fleet.of(5), times, seed).with(rough()));
        submit(backend, 300);
        finish(backend);
        return backend.report();
    }

    @Test
    void withdrawingCancelsWhatNobodyHas() {
        SimulatedBackend backend = backend(2, Mishaps.NONE);
        List<CompletableFuture<EvaluationResult>> results = submit(backend, 6);
        assertTrue(backend.advance());
        backend.withdraw();
        assertEquals(
                List.of(false, false, true, true, true, true),
                results.stream().map(CompletableFuture::isCancelled).toList());
        CompletableFuture<EvaluationResult> again = backend.submit(request(5));
        finish(backend);
        assertTrue(results.subList(0, 2).stream().noneMatch(CompletableFuture::isCompletedExceptionally));
        assertEquals(Simulations.evaluate(request(5)), again.join());
    }

    @Test
    void closingCompletesEverythingExceptionally() {
        SimulatedBackend backend = backend(2, Mishaps.NONE);
        List<CompletableFuture<EvaluationResult>> results = submit(backend, 6);
        assertTrue(backend.advance());
        backend.close();
        assertFalse(results.get(0).isCompletedExceptionally());
        assertTrue(results.subList(1, 6).stream().allMatch(CompletableFuture::isCompletedExceptionally));
        assertTrue(backend.submit(request(7)).isCompletedExceptionally());
        assertFalse(backend.advance());
        backend.close();
    }

    @Test
    void whatAnEvaluatorThrowsIsAnOutcomeOrEndsTheSearch() {
        UncheckedIOException full = new UncheckedIOException(new IOException("the disk is full"));
        Evaluator throwing = request -> {
            switch (request.trial()) {
                case 1 -> throw new ArithmeticException("by zero");
                case 2 -> throw full;
                case 3 -> throw new InterruptedException();
                default -> {
                    return Simulations.evaluate(request);
                }
            }
        };
        SimulatedBackend backend = new SimulatedBackend(throwing, Scenario.of(Fleet.of(1), MINUTE, 1));
        List<CompletableFuture<EvaluationResult>> results = submit(backend, 4);
        finish(backend);
        assertTrue(Thread.interrupted(), "the interruption is kept");
        assertEquals("ArithmeticException: by zero", ((Failed) results.get(0).join()).cause());
        assertSame(
                full,
                assertThrows(CompletionException.class, () -> results.get(1).join())
                        .getCause());
        assertTrue(results.get(2).isCancelled());
        assertEquals(Simulations.evaluate(request(4)), results.get(3).join());
    }
}
