package org.lampyris.evaluation.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;

class ProxyFootprintTest {

    /** Arrays are closed, not left to the garbage collector: what native memory holds doesn't grow from network to network. */
    @Test
    void scoresKeepNoNativeMemory() throws TrainingException {
        Dataset data = Datasets.open("fashion-mnist-mini", DataOptions.withSeed(1));
        FireBottleneckSpace space =
                new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), data.shape(), 10);
        SplittableRandom random = new SplittableRandom(1);
        List<ZeroCostProxy> proxies = List.of(new GradientNorm(data, 4), new Naswot(data, 4));
        long afterFive = 0;
        for (int i = 1; i <= 25; i++) {
            for (ZeroCostProxy proxy : proxies) {
                proxy.score(space.decode(space.sample(random)), i);
            }
            if (i == 5) {
                afterFive = Pointer.totalBytes();
            }
        }
        long grown = Pointer.totalBytes() - afterFive;

        assertTrue(grown < 1 << 20, "grown by " + grown + " bytes from " + afterFive);
    }
}
