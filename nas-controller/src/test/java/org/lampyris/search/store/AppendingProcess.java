package org.lampyris.search.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** A process that holds a run and appends trial after trial; it prints the number of each once it is stored. */
final class AppendingProcess {
    private AppendingProcess() {}

    @SuppressWarnings("try")
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        int most = Integer.parseInt(args[1]);
        try (RunLock lock = RunLock.acquire(folder);
                SqliteTrialStore store = SqliteTrialStore.exists(folder)
                        ? SqliteTrialStore.open(folder, Trials.IDENTITY)
                        : SqliteTrialStore.create(folder, Trials.IDENTITY)) {
            System.out.println(store.trials().size());
            for (int number = store.trials().size() + 1; number <= most; number++) {
                store.append(Trials.trial(number));
                System.out.println(number);
            }
            if (most == 0) {
                Thread.sleep(60_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Process start(Path folder, int most) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-Xmx128m",
                        "-cp",
                        classPath,
                        AppendingProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(most))
                .redirectError(new File(folder.toFile(), "stderr.txt"))
                .start();
    }
}
