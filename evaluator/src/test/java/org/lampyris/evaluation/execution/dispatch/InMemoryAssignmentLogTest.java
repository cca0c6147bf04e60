package org.lampyris.evaluation.execution.dispatch;

class InMemoryAssignmentLogTest extends AssignmentLogContract {
    @Override
    protected AssignmentLog create() {
        return new InMemoryAssignmentLog();
    }
}
