package org.lampyris.search.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lampyris.evaluation.execution.dispatch.AssignmentLog;
import org.lampyris.evaluation.execution.dispatch.AssignmentRecord;

/** Prints what happens to assignments, and halts where it shall. */
final class WatchedLog implements AssignmentLog {
    private final AssignmentLog log;
    private final HaltPoint wanted;
    private final Map<Integer, AssignmentRecord> latest = new HashMap<>();
    private int forgotten;

    WatchedLog(AssignmentLog log, HaltPoint wanted) {
        this.log = log;
        this.wanted = wanted;
        log.records().forEach(record -> latest.put(record.trial(), record));
    }

    @Override
    public List<AssignmentRecord> records() {
        return log.records();
    }

    @Override
    public void put(AssignmentRecord next) {
        Optional<AssignmentRecord> before = Optional.ofNullable(latest.get(next.trial()));
        boolean expired = next.losses() > before.map(AssignmentRecord::losses).orElse(0);
        boolean finished = next.result().isPresent();
        if (expired) {
            HaltPoint.BEFORE_EXPIRY.halt(wanted);
        } else if (finished) {
            HaltPoint.BEFORE_RESULT.halt(wanted);
        }
        log.put(next);
        latest.put(next.trial(), next);
        String ticket = next.trial() + " " + next.attempts();
        if (next.trial() <= forgotten
                || before.flatMap(AssignmentRecord::result).isPresent()) {
            System.out.println("twice " + ticket);
        }
        if (expired) {
            System.out.println("lost " + ticket);
            HaltPoint.AFTER_EXPIRY.halt(wanted);
        } else if (finished) {
            System.out.println("taken " + ticket);
            HaltPoint.AFTER_RESULT.halt(wanted);
        } else if (next.worker().isPresent()) {
            System.out.println("given " + ticket);
        }
    }

    @Override
    public void forget(int trial) {
        forgotten = Math.max(forgotten, trial);
        latest.keySet().removeIf(known -> known <= trial);
        log.forget(trial);
    }
}
