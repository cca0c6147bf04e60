package org.lampyris.search.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.execution.hazelcast.Briefing;
import org.lampyris.evaluation.execution.hazelcast.ClusterWorker;
import org.lampyris.evaluation.execution.hazelcast.Endpoint;
import org.lampyris.evaluation.execution.hazelcast.Workshop;
import org.lampyris.evaluation.training.EpochListener;

/** Evaluates for whoever listens on a port, and prints what it does, a line each. */
final class WorkerProcess {
    private WorkerProcess() {}

    /** @param leastMillis an evaluation takes so long, and up to 2.5 times that */
    private record Sleeping(int leastMillis, AtomicInteger evaluations) implements Workshop, Workshop.Builder {
        @Override
        public Workshop build(Briefing briefing, DataSource data) {
            return this;
        }

        @Override
        public SortedMap<String, String> facts() {
            return Collections.emptySortedMap();
        }

        @Override
        public Evaluator evaluator(EpochListener listener) {
            return request -> {
                System.out.println("evaluates " + request.trial());
                Thread.sleep(leastMillis + Math.floorMod(request.seed(), leastMillis * 3 / 2 + 1));
                Memory.print(evaluations.incrementAndGet());
                return ClusterSearch.evaluate(request);
            };
        }

        @Override
        public Path weights(int trial) {
            return Path.of("no-weights-" + trial);
        }

        @Override
        public void close() {}
    }

    public static void main(String[] args) throws InterruptedException {
        ChildProcess.endWithParent();
        Endpoint endpoint = new Endpoint("127.0.0.1", Integer.parseInt(args[0]));
        ClusterWorker.Settings settings = new ClusterWorker.Settings(
                "worker-" + ProcessHandle.current().pid(), "1", List.of(endpoint), 1, Duration.ofHours(1));
        new ClusterWorker(
                        settings,
                        ClusterSearch.SECRET,
                        new Sleeping(Integer.parseInt(args[1]), new AtomicInteger()),
                        System.out::println,
                        System::nanoTime)
                .run();
    }
}
