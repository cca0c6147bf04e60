package org.lampyris.evaluation.execution.simulated;

import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.execution.FailureWords;
import org.lampyris.evaluation.execution.dispatch.Assignment;
import org.lampyris.evaluation.execution.dispatch.Dispatcher;
import org.lampyris.evaluation.execution.dispatch.Ticket;
import org.lampyris.evaluation.execution.dispatch.WorkerStatus;
import org.lampyris.input.InvalidInputException;

/** The workers' lives: they join, train, fall silent, die. Each step plans the next ones on the agenda. */
final class Workers {
    private final Dispatcher dispatcher;
    private final Agenda agenda;
    private final Evaluator evaluator;
    private final Scenario scenario;
    private final Leases leases;
    private final Account account = new Account();
    private final Set<SimulatedWorker> living = new LinkedHashSet<>();
    private final Set<SimulatedWorker> idle = new LinkedHashSet<>();

    Workers(Dispatcher dispatcher, Agenda agenda, Evaluator evaluator, Scenario scenario) {
        this.dispatcher = dispatcher;
        this.agenda = agenda;
        this.evaluator = evaluator;
        this.scenario = scenario;
        this.leases = new Leases(dispatcher, agenda, scenario, living);
        for (int i = 0; i < scenario.fleet().workers(); i++) {
            join();
        }
    }

    /** Gives waiting trials to idle slots. */
    void handOut() {
        while (!idle.isEmpty() && dispatcher.queued() > 0) {
            SimulatedWorker worker = idle.iterator().next();
            begin(worker, dispatcher.claim(worker.name()).orElseThrow());
        }
    }

    SimulationReport report() {
        int losses = dispatcher.workers().stream().mapToInt(WorkerStatus::lost).sum();
        return account.report(living, losses, agenda.now());
    }

    private void join() {
        account.joined();
        int number = account.workers();
        RandomGenerator chance = Chance.ofWorker(scenario.seed(), number);
        SimulatedWorker worker = new SimulatedWorker("worker-" + number, scenario.fleet(), agenda.now(), chance);
        living.add(worker);
        idle.add(worker);
        scenario.mishaps().deaths().lifetime().ifPresent(mean -> {
            long death = agenda.in(Chance.exponential(chance, mean));
            leases.renewLast(worker, death);
            agenda.at(death, () -> die(worker));
        });
        planSilence(worker);
    }

    private void planSilence(SimulatedWorker worker) {
        scenario.mishaps().silences().every().ifPresent(mean -> {
            long silence = agenda.in(Chance.exponential(worker.chance(), mean));
            leases.renewLast(worker, silence);
            agenda.at(silence, () -> fallSilent(worker));
        });
    }

    private void begin(SimulatedWorker worker, Assignment assignment) {
        Ticket ticket = assignment.ticket();
        long end =
                agenda.in(scenario.times().draw(Chance.ofTraining(scenario.seed(), ticket.trial(), ticket.attempt())));
        Training training = new Training(worker, assignment, agenda.now(), end);
        leases.begin(training);
        worker.take(training);
        if (!worker.takesMore()) {
            idle.remove(worker);
        }
        if (scenario.mishaps().poison().contains(ticket.trial())) {
            agenda.at(worker.heartbeatFrom(end), () -> poison(training));
        } else {
            agenda.at(end, () -> send(training));
        }
    }

    /** Sends a result, or keeps it until the worker can be heard again. */
    private void send(Training training) {
        SimulatedWorker worker = training.worker();
        if (!worker.heard() || !worker.has(training)) {
            return;
        }
        worker.drop(training);
        idle.add(worker);
        if (complete(worker.name(), training.assignment())) {
            account.taken(training, agenda.now());
        } else {
            account.refused(training, agenda.now());
        }
    }

    private boolean complete(String worker, Assignment assignment) {
        Ticket ticket = assignment.ticket();
        try {
            return dispatcher.complete(worker, ticket, evaluator.evaluate(assignment.request()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail(worker, ticket, new CancellationException(ticket + " was interrupted"));
        } catch (InvalidInputException | UncheckedIOException e) {
            return fail(worker, ticket, e);
        } catch (Throwable e) {
            EvaluationResult failed = FailureWords.failed(e);
            return dispatcher.complete(worker, ticket, failed);
        }
    }

    private boolean fail(String worker, Ticket ticket, RuntimeException problem) {
        boolean held = dispatcher.holds(worker, ticket);
        dispatcher.fail(worker, ticket, problem);
        return held;
    }

    private void fallSilent(SimulatedWorker worker) {
        if (worker.dead()) {
            return;
        }
        worker.fallSilent();
        idle.remove(worker);
        worker.trainings().forEach(leases::runOut);
        long length = Chance.exponential(
                worker.chance(), scenario.mishaps().silences().length());
        agenda.at(agenda.in(length), () -> speakAgain(worker));
    }

    private void speakAgain(SimulatedWorker worker) {
        if (worker.dead()) {
            return;
        }
        worker.speakAgain();
        for (Training training : worker.trainings()) {
            if (training.ready(agenda.now())) {
                send(training);
            } else if (!leases.renew(training)) {
                worker.drop(training);
                account.stopped(training, agenda.now());
            }
        }
        if (worker.takesMore()) {
            idle.add(worker);
        }
        planSilence(worker);
    }

    private void poison(Training training) {
        SimulatedWorker worker = training.worker();
        if (worker.has(training)) {
            if (worker.heard()) {
                worker.trainings().forEach(leases::renew);
            }
            die(worker);
        }
    }

    private void die(SimulatedWorker worker) {
        if (worker.dead()) {
            return;
        }
        boolean noticed =
                worker.chance().nextDouble() < scenario.mishaps().deaths().noticed();
        if (noticed) {
            dispatcher.disconnected(worker.name());
        }
        account.died(worker, agenda.now());
        for (Training training : worker.trainings()) {
            if (noticed) {
                leases.runOutSoon(training);
            } else {
                leases.runOut(training);
            }
        }
        worker.die();
        living.remove(worker);
        idle.remove(worker);
        scenario.mishaps()
                .deaths()
                .replacement()
                .ifPresent(mean -> agenda.at(agenda.in(Chance.exponential(worker.chance(), mean)), this::join));
    }
}
