package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

final class OnnxModelTest {

    @Test
    void aRowAnImageWhereverTheyLieInTheBuffer() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 2, 3));
        builder.add("fc", new Operator.Dense(4), 0);
        NetworkGraph graph = builder.build();
        byte[] bytes = new OnnxWriter("test").encode(new RandomNetworks(1).trained(graph));
        float[] images = new float[3 * 6];
        for (int i = 0; i < images.length; i++) {
            images[i] = i;
        }
        try (OnnxModel model = OnnxModel.open("model", bytes)) {
            float[][] all = model.run(FloatBuffer.wrap(images), 3);
            for (int i = 0; i < 3; i++) {
                float[] one = model.run(FloatBuffer.wrap(images, 6 * i, 6), 1)[0];
                assertArrayEquals(all[i], one, 1e-5f);
            }
            assertThrows(IllegalArgumentException.class, () -> model.run(FloatBuffer.wrap(images), 2));
            assertThrows(IllegalArgumentException.class, () -> model.run(FloatBuffer.wrap(images), 0));
        }
    }

    @Test
    void refusesWhatIsNoModel() {
        assertThrows(InvalidInputException.class, () -> OnnxModel.open("model", new byte[] {1, 2, 3}));
    }
}
