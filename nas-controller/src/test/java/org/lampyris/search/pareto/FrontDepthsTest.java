package org.lampyris.search.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontDepthsTest {

    /** Against the definition: what nothing dominates is taken away, again and again. */
    @ParameterizedTest(name = "{0} objectives")
    @ValueSource(ints = {1, 2, 3, 4})
    void areTheFrontsThatPeelOff(int objectives) {
        SplittableRandom random = new SplittableRandom(objectives);
        for (int round = 0; round < 50; round++) {
            List<double[]> points = new ArrayList<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                points.add(random.ints(objectives, 0, 6).asDoubleStream().toArray());
            }
            assertArrayEquals(peeled(points), FrontDepths.of(points));
        }
    }

    private static int[] peeled(List<double[]> points) {
        int[] depths = new int[points.size()];
        int left = depths.length;
        for (int depth = 1; left > 0; depth++) {
            int now = depth;
            int[] front = IntStream.range(0, depths.length)
                    .filter(i -> depths[i] == 0)
                    .filter(i -> IntStream.range(0, depths.length)
                            .noneMatch(j -> depths[j] == 0 && dominates(points.get(j), points.get(i))))
                    .toArray();
            IntStream.of(front).forEach(i -> depths[i] = now);
            left -= front.length;
        }
        return depths;
    }

    private static boolean dominates(double[] a, double[] b) {
        boolean noWorse = IntStream.range(0, a.length).allMatch(i -> a[i] <= b[i]);
        return noWorse && IntStream.range(0, a.length).anyMatch(i -> a[i] < b[i]);
    }
}
