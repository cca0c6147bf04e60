package org.lampyris.evaluation.measuring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The processor's own count of the energy that it took (RAPL), which Linux shows as files, to the superuser on most
 * machines. It counts all cores, whatever runs on them.
 *
 * @see "David et al., RAPL: memory power estimation and capping, ISLPED 2010"
 */
final class EnergyCounter {
    private static final Path PACKAGE = Path.of("/sys/class/powercap/intel-rapl:0");

    private final Path counter;
    private final long range;

    private EnergyCounter(Path counter, long range) {
        this.counter = counter;
        this.range = range;
    }

    /** That of this machine; empty where it can't be read. */
    static Optional<EnergyCounter> here() {
        return in(PACKAGE);
    }

    /** That in a folder of {@code powercap}. */
    static Optional<EnergyCounter> in(Path folder) {
        try {
            Path counter = folder.resolve("energy_uj");
            number(counter);
            return Optional.of(new EnergyCounter(counter, number(folder.resolve("max_energy_range_uj"))));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Microjoules, to be compared with a later value. */
    long read() throws IOException {
        return number(counter);
    }

    /** Microjoules from one value to a later one; the counter starts anew at its range. */
    long between(long before, long after) {
        return after >= before ? after - before : after + range - before;
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }
}
