package org.lampyris.experiments.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.execution.LocalBackend;
import org.lampyris.evaluation.proxy.ZeroCostProxy;
import org.lampyris.evaluation.training.NetworkTrainer;
import org.lampyris.evaluation.training.Trainer;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.space.Architecture;
import org.lampyris.space.NetworkSpace;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;

/**
 * Scores a sample of networks with every proxy, trains them, and holds the order of the scores against that of the
 * accuracies. Times are processor time of the thread that scores or trains; the other figures are
 * the same whatever the number of workers.
 */
public final class ProxyBenchmark {
    /** The fewest networks that an interval can be stated for. */
    public static final int FEWEST = 10;

    private static final int WARM_UP = 5;
    private static final int DRAWS_A_NETWORK = 100;
    private static final String MILLISECONDS = "milliseconds";

    private final NetworkSpace space;
    private final Dataset data;
    private final TrainingPlan plan;
    private final Clocks clocks;

    public ProxyBenchmark(NetworkSpace space, Dataset data, TrainingPlan plan, Clocks clocks) {
        this.space = space;
        this.data = data;
        this.plan = plan;
        this.clocks = clocks;
    }

    /**
     * @param nanoseconds for the time limit of trainings
     * @param threadNanoseconds processor time of the calling thread
     */
    public record Clocks(LongSupplier nanoseconds, LongSupplier threadNanoseconds) {}

    /**
     * @param networks how many, all different, at least {@link #FEWEST}
     * @param workers trainings at once
     * @param trained hears how many trainings have ended so far
     * @throws IllegalStateException if the space has too few networks, or fewer than {@link #FEWEST} could be trained
     */
    public ProxyReport run(int networks, long seed, int workers, IntConsumer trained)
            throws TrainingException, InterruptedException {
        List<EvaluationRequest> sample = sample(networks, seed);
        List<ProxyScores> scores = new ArrayList<>();
        for (Map.Entry<String, ZeroCostProxy> proxy : ZeroCostProxy.all(data).entrySet()) {
            scores.add(scores(proxy.getKey(), proxy.getValue(), sample));
        }
        List<EvaluationResult> results = train(sample, workers, trained);
        int[] evaluated = IntStream.range(0, networks)
                .filter(i -> results.get(i) instanceof Evaluated)
                .toArray();
        if (evaluated.length < FEWEST) {
            throw new IllegalStateException("only " + evaluated.length + " of " + networks
                    + " networks could be trained; the first result is " + results.get(0));
        }
        double[] accuracies = metric(results, evaluated, Metrics.ACCURACY);
        double[] multiplyAdds = Arrays.stream(evaluated)
                .mapToDouble(i -> GraphStatistics.of(graph(sample.get(i))).multiplyAdds())
                .toArray();
        return new ProxyReport(
                Arrays.stream(accuracies).boxed().toList(),
                networks - evaluated.length,
                median(metric(results, evaluated, MILLISECONDS)),
                scores.stream()
                        .map(proxy -> proxy.quality(evaluated, accuracies, multiplyAdds, seed))
                        .toList());
    }

    private NetworkGraph graph(EvaluationRequest request) {
        return space.decode(request.architecture());
    }

    private List<EvaluationRequest> sample(int networks, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> seen = new HashSet<>();
        List<EvaluationRequest> sample = new ArrayList<>();
        for (int draw = 0; sample.size() < networks; draw++) {
            if (draw == networks * DRAWS_A_NETWORK) {
                throw new IllegalStateException(
                        "only " + sample.size() + " different networks were found in " + draw + " draws");
            }
            Architecture architecture = space.sample(random);
            if (seen.add(architecture.id())) {
                sample.add(new EvaluationRequest(sample.size() + 1, architecture, random.nextLong()));
            }
        }
        return sample;
    }

    private ProxyScores scores(String name, ZeroCostProxy proxy, List<EvaluationRequest> sample)
            throws TrainingException {
        for (EvaluationRequest request : sample.subList(0, WARM_UP)) {
            proxy.score(graph(request), request.seed());
        }
        double[] values = new double[sample.size()];
        double[] milliseconds = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            NetworkGraph graph = graph(sample.get(i));
            long start = clocks.threadNanoseconds().getAsLong();
            values[i] = proxy.score(graph, sample.get(i).seed());
            milliseconds[i] = (clocks.threadNanoseconds().getAsLong() - start) / 1e6;
        }
        return new ProxyScores(name, values, median(milliseconds));
    }

    private List<EvaluationResult> train(List<EvaluationRequest> sample, int workers, IntConsumer trained)
            throws InterruptedException {
        Trainer trainer = new NetworkTrainer(data, plan, clocks.nanoseconds());
        AtomicInteger ended = new AtomicInteger();
        try (LocalBackend backend = new LocalBackend(evaluator(trainer), workers)) {
            List<CompletableFuture<EvaluationResult>> futures = sample.stream()
                    .map(request -> backend.submit(request)
                            .whenComplete((result, problem) -> trained.accept(ended.incrementAndGet())))
                    .toList();
            List<EvaluationResult> results = new ArrayList<>();
            for (CompletableFuture<EvaluationResult> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("training can't go on: " + e.getCause(), e);
        }
    }

    private Evaluator evaluator(Trainer trainer) {
        return request -> {
            long start = clocks.threadNanoseconds().getAsLong();
            try {
                double accuracy = trainer.train(graph(request), request.seed()).accuracy();
                double milliseconds = (clocks.threadNanoseconds().getAsLong() - start) / 1e6;
                return new Evaluated(
                        Metrics.of(Map.of(Metrics.ACCURACY, accuracy, MILLISECONDS, milliseconds)), Optional.empty());
            } catch (TrainingException e) {
                return new EvaluationResult.Failed(Metrics.of(Map.of()), String.valueOf(e.getMessage()));
            }
        };
    }

    private static double[] metric(List<EvaluationResult> results, int[] indices, String name) {
        return Arrays.stream(indices)
                .mapToDouble(i -> results.get(i).metrics().get(name))
                .toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
