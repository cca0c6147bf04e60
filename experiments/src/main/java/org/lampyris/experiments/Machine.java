package org.lampyris.experiments;

import java.lang.management.ManagementFactory;
import org.lampyris.evaluation.training.NativeMemory;
import org.lampyris.evaluation.training.Natives;

/** Readies this machine for training. */
public final class Machine {
    private Machine() {}

    /**
     * Limits native memory by what the machine, or the container, has, and loads the native libraries.
     *
     * @param workers trainings at once
     * @return what was loaded, in a line for a log
     * @throws org.lampyris.input.InvalidInputException if the processor can't run them
     */
    public static String prepare(int workers) {
        long memory = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
        NativeMemory.settle(memory, Runtime.getRuntime().maxMemory(), workers);
        return Natives.load();
    }
}
