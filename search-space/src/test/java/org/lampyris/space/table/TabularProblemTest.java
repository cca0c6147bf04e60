package org.lampyris.space.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.space.Decision;

class TabularProblemTest {
    @TempDir
    Path folder;

    private TabularProblem read(String yaml, String csv) throws IOException {
        return TabularProblem.read(TableFiles.write(folder, yaml, csv));
    }

    @Test
    void theGoldenProblemIsReadAsItStands() throws IOException {
        TabularProblem problem = read(TableFiles.YAML, TableFiles.CSV);
        assertEquals("six", problem.space().name());
        assertEquals(
                List.of(Decision.of("kernel", List.of("3", "5", "7")), Decision.of("block", List.of("fire", "plain"))),
                problem.space().decisions());
        assertTrue(problem.maximize());
        assertEquals(List.of("macs", "params"), problem.costs());
        assertEquals(
                Map.of(
                        List.of(0, 0), new TableRow(List.of(80.0, 82.0), 81, List.of(1000.0, 10.0)),
                        List.of(1, 0), new TableRow(List.of(84.0, 83.0), 83.5, List.of(2000.0, 20.0)),
                        List.of(2, 0), new TableRow(List.of(79.5, 80.5), 80, List.of(3000.0, 30.0)),
                        List.of(0, 1), new TableRow(List.of(90.0, 92.0), 91, List.of(4000.0, 40.0)),
                        List.of(1, 1), new TableRow(List.of(91.0, 89.0), 90, List.of(5000.0, 50.0)),
                        List.of(2, 1), new TableRow(List.of(88.0, 90.0), 89, List.of(6000.0, 60.0))),
                problem.rows());
    }

    @Test
    void regretIsTheDistanceFromTheBestTruth() throws IOException {
        TabularProblem most = read(TableFiles.YAML, TableFiles.CSV);
        assertEquals(91, most.optimum());
        assertEquals(0, most.regret(most.space().architecture(List.of(0, 1))));
        assertEquals(7.5, most.regret(most.space().architecture(List.of(1, 0))));
        TabularProblem least = read(TableFiles.YAML + "  maximize: false\n", TableFiles.CSV);
        assertFalse(least.maximize());
        assertEquals(80, least.optimum());
        assertEquals(3.5, least.regret(least.space().architecture(List.of(1, 0))));
    }

    @Test
    void architecturesMayBeMissingFromTheTable() throws IOException {
        TabularProblem problem = read(TableFiles.YAML, TableFiles.CSV.replaceFirst("5,7,plain.*\n", ""));
        assertEquals(5, problem.rows().size());
        assertEquals(Optional.empty(), problem.row(List.of(2, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> problem.regret(problem.space().architecture(List.of(2, 1))));
    }

    /** What spreadsheets and other programs make of the same table. */
    @ParameterizedTest
    @ValueSource(strings = {"bom", "crlf", "blank lines", "quotes", "blanks", "no end of line", "an index", "again"})
    void theSameTableInOtherWords(String way) throws IOException {
        String csv = TableFiles.CSV;
        String other = switch (way) {
            case "bom" -> "\ufeff" + csv.replaceAll("(?m)^[^,]+,", ""); // Before a column that is used.
            case "crlf" -> csv.replace("\n", "\r\n");
            case "blank lines" -> "\n" + csv.replace("\n", "\n\n");
            case "quotes" -> csv.replaceAll("([^,\n]+)", "\"$1\"");
            case "blanks" -> csv.replace(",", " , ");
            case "no end of line" -> csv.strip();
            case "an index" -> csv.replaceFirst("id", ""); // A column without a name.
            default -> csv + "6,3,fire,80.0,8.2e1,+81,10,1000\n";
        };
        TabularProblem expected = read(TableFiles.YAML, csv);
        assertEquals(expected, read(TableFiles.YAML, other));
    }

    @Test
    void theTruthMayBeAnObservation() throws IOException {
        TabularProblem problem = read(TableFiles.YAML.replace("truth: mean", "truth: seed2"), TableFiles.CSV);
        assertEquals(92, problem.optimum());
    }

    @Test
    void costsMayBeLeftOut() throws IOException {
        TabularProblem problem = read(TableFiles.YAML.replaceFirst(" +costs: .*\n", ""), TableFiles.CSV);
        assertEquals(List.of(), problem.costs());
        assertEquals(List.of(), problem.row(List.of(0, 0)).orElseThrow().costs());
    }
}
