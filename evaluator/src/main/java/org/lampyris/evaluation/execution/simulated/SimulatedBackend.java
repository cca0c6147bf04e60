package org.lampyris.evaluation.execution.simulated;

import java.util.concurrent.CompletableFuture;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.evaluation.execution.dispatch.Dispatcher;
import org.lampyris.evaluation.execution.dispatch.InMemoryAssignmentLog;

/**
 * Evaluates in virtual time, on workers that a {@link Scenario} describes: what they are given, lose and may store is
 * decided by the real {@link Dispatcher}. Results come from an evaluator, so that they are the same whatever the scenario;
 * how long they take comes from the scenario alone. What an evaluator throws is treated as by {@code LocalBackend}.
 *
 * <p>Nothing happens but in {@link #advance}. For one thread.
 */
public final class SimulatedBackend implements EvaluationBackend {
    private final Agenda agenda = new Agenda();
    private final Dispatcher dispatcher;
    private final Workers workers;
    private int unsettled;
    private int settled;

    public SimulatedBackend(Evaluator evaluator, Scenario scenario) {
        this.dispatcher = new Dispatcher(new InMemoryAssignmentLog(), scenario.dispatch(), agenda::now);
        this.workers = new Workers(dispatcher, agenda, evaluator, scenario);
    }

    @Override
    public CompletableFuture<EvaluationResult> submit(EvaluationRequest request) {
        CompletableFuture<EvaluationResult> result = dispatcher.submit(request);
        unsettled++;
        CompletableFuture<EvaluationResult> unused = result.whenComplete((outcome, problem) -> {
            unsettled--;
            settled++;
        });
        return result;
    }

    /**
     * Lets things happen until a result is there.
     *
     * @return false if no result is waited for
     * @throws IllegalStateException if none will ever come: all workers are dead and no others will join
     */
    @Override
    public boolean advance() {
        int before = settled;
        while (settled == before) {
            if (unsettled == 0) {
                return false;
            }
            workers.handOut();
            if (!agenda.next()) {
                throw new IllegalStateException(
                        unsettled + " trials are left, but all workers are dead and nobody takes their place");
            }
        }
        return true;
    }

    @Override
    public void withdraw() {
        dispatcher.withdraw();
    }

    @Override
    public void close() {
        dispatcher.close();
        dispatcher.abandonRunning();
    }

    /** What happened so far. */
    public SimulationReport report() {
        return workers.report();
    }
}
