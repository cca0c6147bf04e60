package org.lampyris.evaluation.execution.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;

/** What every log of assignments keeps. A test of a log extends this class. */
public abstract class AssignmentLogContract {
    private AssignmentLog log;

    /** A new, empty log. */
    protected abstract AssignmentLog create();

    /** The same log as far as a new process can tell; by default the log itself. */
    protected AssignmentLog reopen(AssignmentLog log) {
        return log;
    }

    @BeforeEach
    final void createLog() {
        log = create();
    }

    private static AssignmentRecord waiting(int trial) {
        return new AssignmentRecord(trial, "request " + trial, 0, 0, Optional.empty(), Optional.empty());
    }

    @Test
    void anEmptyLogHasNoRecords() {
        assertEquals(List.of(), log.records());
        log = reopen(log);
        assertEquals(List.of(), log.records());
    }

    @Test
    void theLatestRecordOfEachTrialIsKept() {
        Evaluated result = new Evaluated(Metrics.of(new TreeMap<>()), Optional.empty());
        log.put(waiting(2).given("v"));
        log.put(waiting(1).given("w"));
        log.put(waiting(1).given("w").lost());
        log.put(waiting(1).given("w").lost().given("x"));
        log.put(waiting(2).given("v").finished(result));
        List<AssignmentRecord> expected = List.of(
                waiting(1).given("w").lost().given("x"), waiting(2).given("v").finished(result));
        assertEquals(expected, log.records());
        log = reopen(log);
        assertEquals(expected, log.records());
    }

    @Test
    void theRecordsAreACopy() {
        log.put(waiting(1));
        List<AssignmentRecord> before = log.records();
        log.put(waiting(2));
        log.forget(1);
        assertEquals(List.of(waiting(1)), before);
        assertEquals(List.of(waiting(2)), log.records());
    }

    @Test
    void whatIsForgottenIsGoneUntilItIsPutAgain() {
        for (int trial = 1; trial <= 5; trial++) {
            log.put(waiting(trial));
        }
        log.forget(3);
        assertEquals(List.of(waiting(4), waiting(5)), log.records());
        log.put(waiting(2));
        log.forget(1);
        assertEquals(List.of(waiting(2), waiting(4), waiting(5)), log.records());
        log.put(waiting(6));
        log = reopen(log);
        assertEquals(List.of(waiting(2), waiting(4), waiting(5), waiting(6)), log.records());
        log.forget(9);
        assertEquals(List.of(), log.records());
    }

    /** All outcomes, odd texts, doubles to the bit; with restarts, after which what was forgotten may be back. */
    @Test
    void keepsWhateverComesInWhateverOrder() {
        SplittableRandom random = new SplittableRandom(5);
        TreeMap<Integer, AssignmentRecord> expected = new TreeMap<>();
        int forgotten = 0;
        for (int step = 0; step < 600; step++) {
            int what = random.nextInt(20);
            if (what == 0) {
                log = reopen(log);
                int last = forgotten;
                assertTrue(log.records().stream()
                        .filter(record -> !expected.containsKey(record.trial()))
                        .allMatch(record -> record.trial() <= last));
                log.forget(forgotten);
            } else if (what == 1 && expected.size() > 4) {
                forgotten = expected.firstKey() + random.nextInt(3);
                log.forget(forgotten);
                expected.headMap(forgotten + 1).clear();
            } else {
                AssignmentRecord record = AssignmentRecords.random(forgotten + 1 + random.nextInt(12), random);
                log.put(record);
                expected.put(record.trial(), record);
            }
            assertEquals(List.copyOf(expected.values()), log.records(), "step " + step);
        }
    }
}
