package org.lampyris.evaluation.execution.dispatch;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Forgets everything with the process. */
public final class InMemoryAssignmentLog implements AssignmentLog {
    private final SortedMap<Integer, AssignmentRecord> records = new TreeMap<>();

    @Override
    public List<AssignmentRecord> records() {
        return List.copyOf(records.values());
    }

    @Override
    public void put(AssignmentRecord assignment) {
        records.put(assignment.trial(), assignment);
    }

    @Override
    public void forget(int trial) {
        records.headMap(trial + 1).clear();
    }
}
