package org.lampyris.experiments;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;

/** The machine's clocks; everything else is handed one. */
public final class SystemTime {
    private SystemTime() {}

    /** The time of day. */
    public static InstantSource clock() {
        return InstantSource.system();
    }

    /** A clock that never goes back, for time spans. */
    public static long nanoseconds() {
        return System.nanoTime();
    }

    /** Processor time of all threads of this process, in nanoseconds. */
    public static long processorNanoseconds() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    /** Processor time of the calling thread, in nanoseconds. */
    public static long threadNanoseconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** The time that the just-in-time compiler has spent so far, in nanoseconds; 0 where it doesn't tell. */
    public static long compilerNanoseconds() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                ? compiler.getTotalCompilationTime() * 1_000_000
                : 0;
    }
}
