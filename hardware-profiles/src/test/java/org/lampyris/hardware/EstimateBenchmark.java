package org.lampyris.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to price a network. Run by {@code scripts/estimate-benchmark}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EstimateBenchmark {
    private static final int NETWORKS = 1_000;

    /** A shipped profile, or the path of one. */
    @Param({"raspberry-pi-4", "pixel-1"})
    public String profile = "";

    private final List<NetworkGraph> networks = new ArrayList<>();
    private CostModel model = graph -> {
        throw new IllegalStateException("not set up");
    };
    private int next;

    /** Draws networks of the default space. */
    @Setup
    public void prepare() {
        model = HardwareProfiles.load(profile).costModel();
        FireBottleneckSpace space =
                new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), new TensorShape(1, 28, 28), 10);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < NETWORKS; i++) {
            networks.add(space.decode(space.sample(random)));
        }
    }

    /** Another network each time. */
    @Benchmark
    public Cost estimate() {
        next = (next + 1) % NETWORKS;
        return model.estimate(networks.get(next));
    }
}
