package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.distillation.CachedTeacher;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.training.TrainingPlan.Stopping;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;
import org.nd4j.linalg.api.ndarray.INDArray;

final class TaughtTrainingTest {
    private static final Optimizer PLAIN = new Optimizer(Rule.SGD, 1, 0, 0);

    /** At temperature 1 a teacher is a soft label, which Deeplearning4j's own loss takes too. */
    @Test
    void aStepIsTheOneOfSoftLabels() {
        NetworkGraph graph = SmallNetworks.multilayer();
        NetworkWeights start = RandomBatch.weights(graph, 1);
        RandomBatch batch = new RandomBatch(graph, 4, 2);
        SplittableRandom random = new SplittableRandom(3);
        float[][] logits = new float[4][graph.classes()];
        INDArray soft = batch.oneHot().dup();
        double weight = 0.7;
        for (int n = 0; n < logits.length; n++) {
            double sum = 0;
            for (int k = 0; k < graph.classes(); k++) {
                logits[n][k] = (float) random.nextGaussian();
                sum += Math.exp(logits[n][k]);
            }
            for (int k = 0; k < graph.classes(); k++) {
                double own = soft.getDouble(n, k);
                soft.putScalar(n, k, (1 - weight) * own + weight * Math.exp(logits[n][k]) / sum);
            }
        }
        try (TrainableNetwork taught = new TrainableNetwork(graph, PLAIN, 1);
                TrainableNetwork labelled = new TrainableNetwork(graph, PLAIN, 1)) {
            taught.setWeights(start);
            labelled.setWeights(start);
            taught.teach(new Distillation((image, mirrored) -> logits[image], 1, weight));
            taught.hear(logits);
            taught.fit(batch.features(), batch.oneHot());
            labelled.fit(batch.features(), soft);
            NetworkWeights expected = labelled.weights();
            NetworkWeights found = taught.weights();
            for (String name : start.tensors().keySet()) {
                for (int i = 0; i < expected.get(name).size(); i++) {
                    assertEquals(expected.get(name).value(i), found.get(name).value(i), 2e-6, name);
                }
            }
        }
    }

    private static NetworkGraph small(Dataset data) {
        GraphBuilder g = new GraphBuilder(data.shape());
        int stem = g.convolutionRelu("stem", 0, 8, 3, 2, 1);
        int next = g.convolutionRelu("next", g.add("p", new Pooling(Pooling.Kind.MAXIMUM, 2, 2), stem), 12, 3, 1, 1);
        g.add("classifier", new Dense(10), g.add("pool", new GlobalAveragePooling(), next));
        return g.build();
    }

    private static NetworkTrainer trainer(Dataset data, int epochs) {
        TrainingPlan plan = new TrainingPlan(
                epochs,
                64,
                new Optimizer(Rule.SGD, 0.05, 0.9, 0),
                new Augmentation(0, true),
                new Stopping(0, Duration.ofMinutes(5)));
        return new NetworkTrainer(data, plan, System::nanoTime);
    }

    /** A teacher that knows the labels of mirrored images only can't be told from nonsense unless mirroring is told. */
    @Test
    void theTeacherHearsWhichImageIsMirrored() throws Exception {
        Dataset data = Datasets.open("fashion-mnist-mini", DataOptions.withSeed(1));
        int images = data.train().size();
        float[][] right = new float[images][10];
        float[][] wrong = new float[images][10];
        for (int i = 0; i < images; i++) {
            right[i][data.train().label(i)] = 8;
            wrong[i][(data.train().label(i) + 1) % 10] = 8;
        }
        NetworkGraph graph = small(data);
        double knowing = trainer(data, 1)
                .taughtBy(new Distillation(new CachedTeacher(right, right), 2, 1))
                .train(graph, 1)
                .accuracy();
        double half = trainer(data, 1)
                .taughtBy(new Distillation(new CachedTeacher(wrong, right), 2, 1))
                .train(graph, 1)
                .accuracy();
        double never = trainer(data, 1)
                .taughtBy(new Distillation(new CachedTeacher(wrong, wrong), 2, 1))
                .train(graph, 1)
                .accuracy();
        assertTrue(knowing > 0.4, "taught by labels: " + knowing);
        assertTrue(never < 0.2, "taught nonsense: " + never);
        assertTrue(half > never + 0.05 && half < knowing - 0.05, "half taught nonsense: " + half);
    }

    @Test
    void prunedWeightsStayPrunedAndTheRestLearnsTheSameEachTime() throws Exception {
        Dataset data = Datasets.open("fashion-mnist-mini", DataOptions.withSeed(1));
        NetworkGraph graph = small(data);
        TrainedNetwork dense = trainer(data, 1).train(graph, 1);
        Map<String, WeightTransform> pruned = Map.of("next.weight", (kept, used) -> {
            for (int i = 0; i < kept.length; i++) {
                used[i] = i % 3 == 0 ? kept[i] : 0;
            }
        });
        WeightedNetwork start = new WeightedNetwork(graph, dense.weights());
        TrainedNetwork tuned = trainer(data, 1).tune(start, pruned, 2);
        Tensor weight = tuned.weights().get("next.weight");
        for (int i = 0; i < weight.size(); i++) {
            assertEquals(i % 3 == 0, weight.value(i) != 0);
        }
        assertTrue(tuned.accuracy() > dense.accuracy() - 0.03, tuned.accuracy() + " after " + dense.accuracy());
        assertEquals(tuned.weights(), trainer(data, 1).tune(start, pruned, 2).weights());
        assertNotEquals(tuned.weights(), trainer(data, 1).tune(start, pruned, 3).weights());
    }
}
