package org.lampyris.evaluation.execution.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.Metrics;

/**
 * Workers, a search and restarts at random. Each attempt brings a result of its own, so that it shows which one was
 * taken.
 */
class DispatcherWalkTest {
    private static final int TRIALS = 400;
    private static final int WINDOW = 7;
    private static final List<String> WORKERS = List.of("u", "v", "w", "x", "y");

    private final Map<Integer, Integer> latestAttempt = new HashMap<>();
    private final Map<String, List<Ticket>> everGiven = new HashMap<>();
    private final Map<String, List<Ticket>> unfinished = new HashMap<>();
    private final Map<String, Set<Ticket>> hands = new HashMap<>();
    private final Deque<CompletableFuture<EvaluationResult>> asked = new ArrayDeque<>();
    private final List<EvaluationResult> finished = new ArrayList<>();
    private final Map<Integer, Integer> taken = new HashMap<>();
    private int restarts;
    private int refused;

    private static Evaluated resultOf(Ticket ticket, String worker) {
        return new Evaluated(
                Metrics.of(Map.of("trial", (double) ticket.trial(), "attempt", (double) ticket.attempt())),
                Optional.of(worker));
    }

    /** The search: in order, a window ahead, as the controller does it. */
    private void search(Dispatching all) {
        while (!asked.isEmpty() && asked.getFirst().isDone()) {
            finished.add(asked.removeFirst().join());
            all.dispatcher().forget(finished.size());
        }
        int next = finished.size() + asked.size() + 1;
        while (next <= Math.min(TRIALS, finished.size() + WINDOW)) {
            asked.addLast(all.dispatcher().submit(Dispatching.request(next)));
            next++;
        }
    }

    private void claim(Dispatching all, String worker) {
        Optional<Assignment> next = all.dispatcher().claim(worker);
        if (next.isEmpty()) {
            return;
        }
        Ticket ticket = next.get().ticket();
        assertEquals(Dispatching.request(ticket.trial()), next.get().request());
        int before = latestAttempt.getOrDefault(ticket.trial(), 0);
        assertTrue(ticket.attempt() > before, () -> ticket + " after attempt " + before);
        latestAttempt.put(ticket.trial(), ticket.attempt());
        everGiven.computeIfAbsent(worker, w -> new ArrayList<>()).add(ticket);
        unfinished.computeIfAbsent(worker, w -> new ArrayList<>()).add(ticket);
        hands.computeIfAbsent(worker, w -> new HashSet<>()).add(ticket);
    }

    /** Any ticket that the worker ever had: it may have been thought dead for long. */
    private Optional<Ticket> some(String worker, SplittableRandom random) {
        List<Ticket> given = everGiven.getOrDefault(worker, List.of());
        if (given.isEmpty()) {
            return Optional.empty();
        }
        int back = Math.min(given.size(), random.nextInt(10) == 0 ? given.size() : 4);
        return Optional.of(given.get(given.size() - 1 - random.nextInt(back)));
    }

    private void complete(Dispatching all, String worker, Ticket ticket) {
        boolean held = all.dispatcher().holds(worker, ticket);
        boolean wanted = all.dispatcher().complete(worker, ticket, resultOf(ticket, worker));
        if (held) {
            assertTrue(wanted);
            assertEquals(latestAttempt.get(ticket.trial()), ticket.attempt());
            assertEquals(1, taken.merge(ticket.trial(), 1, Integer::sum), () -> ticket + " was taken twice");
        } else if (wanted) {
            assertEquals(
                    Optional.of(resultOf(ticket, worker)),
                    all.log.record(ticket.trial()).result(),
                    "only what was taken before");
        } else {
            refused++;
        }
        assertFalse(all.dispatcher().holds(worker, ticket));
        hands.getOrDefault(worker, Set.of()).remove(ticket);
    }

    private void oneHolderAtMost(Dispatching all) {
        Map<Integer, String> holders = new HashMap<>();
        unfinished.values().forEach(tickets -> tickets.removeIf(ticket -> ticket.trial() <= finished.size()));
        unfinished.forEach((worker, tickets) -> tickets.forEach(ticket -> {
            if (all.dispatcher().holds(worker, ticket)) {
                String other = holders.put(ticket.trial(), worker);
                assertEquals(null, other, () -> ticket + " is held by " + other + " and " + worker);
                assertEquals(latestAttempt.get(ticket.trial()), ticket.attempt());
            }
        }));
    }

    private void step(Dispatching all, SplittableRandom random) {
        String worker = WORKERS.get(random.nextInt(WORKERS.size()));
        Optional<Ticket> ticket = some(worker, random);
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> claim(all, worker);
            case 6, 7, 8, 9 -> ticket.ifPresent(t -> complete(all, worker, t));
            case 10, 11, 12 ->
                ticket.ifPresent(t -> assertEquals(
                        all.dispatcher().holds(worker, t),
                        all.dispatcher().heartbeat(worker, t, TrainingProgress.NONE)));
            case 13 -> ticket.ifPresent(t -> all.dispatcher().handBack(worker, t));
            case 14 -> all.dispatcher().disconnected(worker);
            case 15 -> {
                List<Ticket> has = hands.getOrDefault(worker, Set.of()).stream()
                        .filter(t -> random.nextInt(4) > 0)
                        .toList();
                all.dispatcher().reconcile(worker, has);
            }
            case 16, 17 -> all.pass(Dispatching.LEASE.dividedBy(1 + random.nextInt(8)));
            case 18 -> {
                if (random.nextInt(4) == 0) {
                    all.pass(Dispatching.LEASE);
                }
            }
            default -> {
                if (random.nextInt(3) == 0) {
                    restarts++;
                    all.restart();
                    asked.clear();
                }
            }
        }
        if (random.nextInt(3) > 0) {
            search(all);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyTrialIsFinishedOnceByWhoHeldItLast(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Dispatching all = new Dispatching(Integer.MAX_VALUE, random.nextLong());
        int steps = 0;
        while (finished.size() < TRIALS) {
            steps++;
            assertTrue(steps < 100_000, () -> "it stands still after " + finished.size() + " trials");
            step(all, random);
            oneHolderAtMost(all);
        }
        for (int trial = 1; trial <= TRIALS; trial++) {
            Evaluated result = (Evaluated) finished.get(trial - 1);
            assertEquals(trial, result.metrics().get("trial"));
            assertEquals(
                    (double) latestAttempt.getOrDefault(trial, 0),
                    result.metrics().get("attempt"));
            assertEquals(1, taken.get(trial));
        }
        assertTrue(steps > 1000 && restarts > 10 && refused > 50, steps + ", " + restarts + ", " + refused);
    }

    @Test
    void withFewAttemptsEachIsFinishedOrLostOnce() {
        SplittableRandom random = new SplittableRandom(9);
        Dispatching all = new Dispatching(2, random.nextLong());
        for (int steps = 0; finished.size() < TRIALS; steps++) {
            assertTrue(steps < 100_000, () -> "it stands still after " + finished.size() + " trials");
            step(all, random);
            oneHolderAtMost(all);
        }
        int lost = 0;
        for (int trial = 1; trial <= TRIALS; trial++) {
            if (finished.get(trial - 1) instanceof Lost) {
                assertFalse(taken.containsKey(trial));
                lost++;
            } else {
                assertEquals(trial, finished.get(trial - 1).metrics().get("trial"));
                assertEquals(1, taken.get(trial));
            }
        }
        assertTrue(lost > 50 && lost < TRIALS - 50, lost + " lost");
    }
}
