package org.lampyris.search.cluster;

import java.nio.file.Path;
import java.util.List;
import org.lampyris.evaluation.execution.hazelcast.ClusterBackend;
import org.lampyris.evaluation.execution.hazelcast.Endpoint;
import org.lampyris.search.SearchListener;
import org.lampyris.search.Trial;
import org.lampyris.search.store.RunLock;
import org.lampyris.search.store.SqliteAssignmentLog;
import org.lampyris.search.store.SqliteTrialStore;
import org.lampyris.search.store.TrialStore;

/** Starts or resumes the search of a folder and prints what happens, a line each. */
final class CoordinatorProcess {
    private CoordinatorProcess() {}

    /** Prints and halts at the appends. */
    private record WatchedStore(TrialStore store, HaltPoint wanted) implements TrialStore {
        @Override
        public void append(Trial trial) {
            HaltPoint.BEFORE_APPEND.halt(wanted);
            store.append(trial);
            System.out.println("stored " + trial.number());
            HaltPoint.AFTER_APPEND.halt(wanted);
        }

        @Override
        public List<Trial> trials() {
            return store.trials();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @SuppressWarnings("try")
    public static void main(String[] args) {
        ChildProcess.endWithParent();
        Path folder = Path.of(args[0]);
        Endpoint endpoint = new Endpoint("127.0.0.1", Integer.parseInt(args[1]));
        int trials = Integer.parseInt(args[2]);
        HaltPoint wanted = HaltPoint.valueOf(args[3]);
        try (RunLock lock = RunLock.acquire(folder);
                SqliteTrialStore store = SqliteTrialStore.exists(folder)
                        ? SqliteTrialStore.open(folder, ClusterSearch.IDENTITY)
                        : SqliteTrialStore.create(folder, ClusterSearch.IDENTITY);
                SqliteAssignmentLog log = SqliteAssignmentLog.open(store);
                ClusterBackend backend = new ClusterBackend(
                        new ClusterBackend.Listening(endpoint, ClusterSearch.SECRET, ClusterSearch.DISPATCH),
                        ClusterSearch.job(),
                        new WatchedLog(log, wanted),
                        System::nanoTime)) {
            System.out.println("started " + store.trials().size());
            ClusterSearch.controller(backend, new WatchedStore(store, wanted), trials)
                    .run(new SearchListener() {
                        @Override
                        public void trialFinished(Trial trial, boolean replayed) {
                            if (!replayed) {
                                backend.forget(trial.number());
                                Memory.print(trial.number());
                            }
                        }
                    });
        }
        System.out.println("done");
        System.exit(0);
    }
}
