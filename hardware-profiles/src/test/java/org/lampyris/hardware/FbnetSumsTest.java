package org.lampyris.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.hardware.PartCost.Provenance;

class FbnetSumsTest {

    @ParameterizedTest
    @CsvSource({"pixel-3, 1", "raspberry-pi-4, 2"})
    void wholeNetworksAreTheSumsThatWerePublished(String profile, int column) throws IOException {
        Path file = Path.of(System.getProperty("lampyris.benchmarks", ""), "latency", "fbnet-networks.csv");
        assumeTrue(Files.exists(file), "skipped: " + file + " is not there");
        CostModel model = HardwareProfiles.load(profile).costModel();
        List<String> rows = Files.readAllLines(file).stream().skip(1).toList();
        assertEquals(2500, rows.size());
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            Cost cost = model.estimate(FbnetGraphs.of(cells[0]));
            assertEquals(Double.parseDouble(cells[column]), cost.latencyMs(), 1e-3, row);
            assertTrue(
                    cost.parts().stream().allMatch(part -> part.provenance() == Provenance.EXACT),
                    () -> row + ": " + cost.parts());
        }
    }
}
