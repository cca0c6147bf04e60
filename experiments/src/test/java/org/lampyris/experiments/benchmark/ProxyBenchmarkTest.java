package org.lampyris.experiments.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.benchmark.ProxyBenchmark.Clocks;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;

class ProxyBenchmarkTest {
    private static final String SPACE = """
            name: small
            stem: {width: [4, 8], stride: [2]}
            defaults:
              block: [plain, separable]
              kernel: [3]
              expansion: [1]
              squeeze: [1/2]
              layers: [1, 2]
              multiplier: [0.5, 1]
              stride: [2]
            stages:
              - {width: 8}
            head: {width: [0, 8]}
            """;

    @TempDir
    Path folder;

    private ProxyBenchmark benchmark() throws IOException {
        Dataset data = Datasets.open(noise(folder).toString(), DataOptions.withSeed(1));
        FireBottleneckSpace space = new FireBottleneckSpace(
                SpaceDefinition.parse("small.yaml", SPACE),
                data.shape(),
                data.classNames().size());
        return new ProxyBenchmark(
                space,
                data,
                TrainingPlan.standard().withEpochs(1),
                new Clocks(SystemTime::nanoseconds, SystemTime::threadNanoseconds));
    }

    /** Four classes of 60 noisy images that differ in brightness. */
    private static Path noise(Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 240; i++) {
            BufferedImage image = new BufferedImage(12, 12, BufferedImage.TYPE_BYTE_GRAY);
            for (int pixel = 0; pixel < 144; pixel++) {
                image.getRaster().setSample(pixel / 12, pixel % 12, 0, 8 * (i % 4) + random.nextInt(200));
            }
            Path place = Files.createDirectories(folder.resolve("class" + i % 4));
            ImageIO.write(image, "png", place.resolve(i + ".png").toFile());
        }
        return folder;
    }

    private static List<Object> withoutTimes(ProxyReport report) {
        List<Object> figures = new ArrayList<>(report.accuracies());
        report.proxies()
                .forEach(proxy -> figures.addAll(
                        List.of(proxy.name(), proxy.spearman(), proxy.kendall(), proxy.beyondMultiplyAdds())));
        return figures;
    }

    @Test
    void sameFiguresWithAnyNumberOfWorkers() throws Exception {
        List<Integer> progress = Collections.synchronizedList(new ArrayList<>());
        ProxyReport one = benchmark().run(10, 1, 1, ended -> {});
        ProxyReport three = benchmark().run(10, 1, 3, progress::add);
        assertEquals(withoutTimes(one), withoutTimes(three));
        assertEquals(10, one.accuracies().size() + one.failed());
        assertEquals(10, progress.size());
        assertEquals(10, Collections.max(progress));
        assertEquals(
                List.of("synflow", "grad_norm", "naswot", "parameters", "multiply_adds"),
                one.proxies().stream().map(ProxyQuality::name).toList());
        for (ProxyQuality proxy : one.proxies()) {
            assertTrue(Math.abs(proxy.spearman().value()) <= 1, proxy.toString());
            assertTrue(proxy.spearman().low() <= proxy.spearman().high(), proxy.toString());
            assertEquals(
                    proxy.name().equals("multiply_adds"),
                    proxy.beyondMultiplyAdds().isEmpty());
        }
        assertTrue(one.trainingMilliseconds() > 0);
    }
}
