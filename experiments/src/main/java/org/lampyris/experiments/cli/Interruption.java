package org.lampyris.experiments.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** On Ctrl-C or SIGTERM: stops what runs and keeps the process alive until it came to its end. */
final class Interruption {
    private static final long SECONDS_TO_END = 90;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /** @param stop makes the work end soon */
    Interruption(Runnable stop) {
        this.hook = new Thread(
                () -> {
                    stop.run();
                    await();
                },
                "interruption");
    }

    private void await() {
        try {
            if (!ended.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void install() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The work ended: nothing is waited for any more. */
    void remove() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is on its way out already.
        }
    }
}
