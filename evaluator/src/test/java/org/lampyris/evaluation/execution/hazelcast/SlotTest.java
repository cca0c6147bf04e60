package org.lampyris.evaluation.execution.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.execution.dispatch.Assignment;
import org.lampyris.evaluation.execution.hazelcast.Slot.Outcome;
import org.lampyris.space.Architecture;

@Timeout(60)
class SlotTest {
    private static final Evaluated RESULT = new Evaluated(Metrics.of(Map.of()), Optional.empty());

    private static Assignment assignment(int trial) {
        return new Assignment(new EvaluationRequest(trial, new Architecture(List.of(trial), "a" + trial), 1), 1);
    }

    /** Otherwise a worker could leave, or say what it has, without the result that it just came to. */
    @Test
    void isNeverSeenFreeBeforeItsResultIsThere() throws Exception {
        CompletableFuture<Boolean> seenFree = new CompletableFuture<>();
        Slot slot = new Slot(1, (self, outcome) -> {
            Thread other = new Thread(() -> seenFree.complete(self.free()));
            other.start();
            while (other.getState() != Thread.State.BLOCKED && other.isAlive()) {
                Thread.onSpinWait();
            }
            seenFree.complete(false);
        });
        slot.start(request -> RESULT);
        slot.begin(assignment(1));
        assertFalse(seenFree.get());
        slot.close();
        assertTrue(slot.awaitEnd(30_000));
    }

    /** An interrupted thread can't write a file: that isn't a full disk, which would end the search. */
    @Test
    void whatIsStoppedWhileItWritesIsHandedBack() throws Exception {
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        CountDownLatch started = new CountDownLatch(1);
        Slot slot = new Slot(1, (self, outcome) -> outcomes.add(outcome));
        slot.start(request -> {
            started.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            throw new UncheckedIOException(new ClosedByInterruptException());
        });
        slot.begin(assignment(1));
        started.await();
        slot.stop(assignment(1).ticket());
        assertEquals(new Outcome(assignment(1), Optional.empty(), Optional.empty()), outcomes.take());
        slot.close();
        assertTrue(slot.awaitEnd(30_000));
    }

    @Test
    void onlyWhatIsStoppedEndsWithoutAResult() throws Exception {
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        CountDownLatch started = new CountDownLatch(1);
        Slot slot = new Slot(1, (self, outcome) -> outcomes.add(outcome));
        Evaluator evaluator = request -> {
            if (request.trial() == 2) {
                started.countDown();
                new CountDownLatch(1).await();
            }
            return RESULT;
        };
        slot.start(evaluator);
        for (int trial = 1; trial <= 3; trial++) {
            slot.stop(assignment(trial).ticket());
            slot.begin(assignment(trial));
            if (trial == 2) {
                started.await();
                slot.stop(assignment(1).ticket());
                assertFalse(slot.free());
                slot.stop(assignment(2).ticket());
            }
            Outcome expected = new Outcome(
                    assignment(trial), trial == 2 ? Optional.empty() : Optional.of(RESULT), Optional.empty());
            assertEquals(expected, outcomes.take());
        }
        slot.close();
        assertTrue(slot.awaitEnd(30_000));
    }
}
