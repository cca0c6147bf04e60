package org.lampyris.evaluation;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.training.TrainedNetwork;
import org.lampyris.evaluation.training.Trainer;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.NetworkSpace;
import org.lampyris.space.graph.NetworkGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cheap before dear: decodes and prices an architecture, and trains it only if it keeps every bound. */
public final class NetworkEvaluator implements Evaluator {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkEvaluator.class);

    private final NetworkSpace space;
    private final NetworkPricing pricing;
    private final List<Objective> objectives;
    private final Trainer trainer;
    private final WeightsKeeper keeper;

    /** @param objectives those with a bound on something that pricing knows rule candidates out */
    public NetworkEvaluator(
            NetworkSpace space,
            NetworkPricing pricing,
            List<Objective> objectives,
            Trainer trainer,
            WeightsKeeper keeper) {
        this.space = space;
        this.pricing = pricing;
        this.objectives = List.copyOf(objectives);
        this.trainer = trainer;
        this.keeper = keeper;
    }

    @Override
    public EvaluationResult evaluate(EvaluationRequest request) throws InterruptedException {
        NetworkGraph graph = space.decode(request.architecture());
        Metrics price = pricing.price(graph);
        Optional<EvaluationResult> infeasible = FeasibilityCheck.infeasible(objectives, price);
        if (infeasible.isPresent()) {
            return infeasible.get();
        }
        Metrics metrics = request.epochs().isPresent()
                ? price.with(Metrics.EPOCHS, request.epochs().getAsInt())
                : price;
        try {
            TrainedNetwork trained = trainer.train(graph, request.seed(), request.epochs());
            String sha256 = keeper.keep(request.trial(), trained.weights());
            return new Evaluated(metrics.with(Metrics.ACCURACY, trained.accuracy()), Optional.of(sha256));
        } catch (TrainingException e) {
            String message = String.valueOf(e.getMessage());
            return e.reason() == TrainingException.Reason.TIMED_OUT
                    ? new TimedOut(metrics, message)
                    : new Failed(metrics, message);
        } catch (InvalidInputException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("trial {} failed", request.trial(), e);
            return new Failed(metrics, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
