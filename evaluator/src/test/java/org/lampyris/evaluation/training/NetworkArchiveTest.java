package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.NetworkGraph;

/** The zip that Deeplearning4j's own serializer reads. */
final class NetworkArchiveTest {
    private static NetworkTrainer trainer() {
        return new NetworkTrainer(
                Datasets.open("fashion-mnist-mini", DataOptions.withSeed(1)),
                TrainingPlan.standard(),
                System::nanoTime);
    }

    @Test
    void deeplearning4jRestoresTheSameNetwork(@TempDir Path folder) throws Exception {
        NetworkGraph graph = SmallNetworks.everyOperator();
        NetworkWeights weights = RandomBatch.weights(graph, 71);
        RandomBatch batch = new RandomBatch(graph, 4, 72);
        Path file = folder.resolve("network.zip");
        NetworkTrainer trainer = trainer();
        trainer.writeArchive(graph, weights, file);
        ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile());
        try (TrainableNetwork own = trainer.trainable(graph, 1)) {
            own.setWeights(weights);
            assertArrayEquals(
                    own.network().params().toFloatVector(), restored.params().toFloatVector());
            assertArrayEquals(
                    own.network()
                            .outputSingle(batch.features().permute(0, 2, 3, 1).dup('c'))
                            .toFloatMatrix(),
                    restored.outputSingle(batch.features().permute(0, 2, 3, 1).dup('c'))
                            .toFloatMatrix());
        } finally {
            restored.close();
        }
    }

    @Test
    void configurationSurvivesJson() throws Exception {
        for (NetworkGraph graph : SmallNetworks.all().values()) {
            try (TrainableNetwork network = trainer().trainable(graph, 100)) {
                ComputationGraphConfiguration configuration = network.network().getConfiguration();
                String json = configuration.toJson();
                ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(json);
                assertEquals(json, read.toJson());
                assertEquals(configuration, read);
            }
        }
    }

    @Test
    void weightsOfAnotherNetworkAreRefused(@TempDir Path folder) {
        NetworkWeights other =
                RandomBatch.weights(SmallNetworks.network(1, 5, 5, g -> g.convolution("c", 0, 1, 3, 1, 1)), 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer().writeArchive(SmallNetworks.everyOperator(), other, folder.resolve("network.zip")));
        assertArrayEquals(new String[0], folder.toFile().list());
    }
}
