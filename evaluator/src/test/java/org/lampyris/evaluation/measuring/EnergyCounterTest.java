package org.lampyris.evaluation.measuring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergyCounterTest {
    @TempDir
    Path folder;

    @Test
    void itCountsAndStartsAnew() throws IOException {
        Files.writeString(folder.resolve("max_energy_range_uj"), "1000\n");
        Files.writeString(folder.resolve("energy_uj"), "900\n");
        EnergyCounter counter = EnergyCounter.in(folder).orElseThrow();
        long before = counter.read();
        Files.writeString(folder.resolve("energy_uj"), "950\n");
        assertEquals(50, counter.between(before, counter.read()));
        Files.writeString(folder.resolve("energy_uj"), "30\n");
        assertEquals(130, counter.between(before, counter.read()));
    }

    @Test
    void whatCantBeReadIsLeftOut() throws IOException {
        assertTrue(EnergyCounter.in(folder).isEmpty());
        Files.writeString(folder.resolve("energy_uj"), "much");
        Files.writeString(folder.resolve("max_energy_range_uj"), "1000");
        assertTrue(EnergyCounter.in(folder).isEmpty());
    }
}
