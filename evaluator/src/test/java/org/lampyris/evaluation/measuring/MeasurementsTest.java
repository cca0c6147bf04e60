package org.lampyris.evaluation.measuring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.hardware.Segments;
import org.lampyris.hardware.latency.Measurement;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.Architecture;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.TensorShape;

class MeasurementsTest {
    private static final String SETUP = "processor=A \"fast\" one, really; threads=1";
    private static final FireBottleneckSpace SPACE =
            new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), new TensorShape(3, 20, 28), 7);

    @TempDir
    Path folder;

    private static MeasuredRow row(List<String> cells, double ms) {
        return new MeasuredRow(cells, new Measurement(ms, 0.001, 12, OptionalDouble.empty()), SETUP, "");
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1, FLOAT32", "2, INT8"})
    void whatWasWrittenIsRead(long seed, Precision precision) {
        Architecture drawn = SPACE.sample(new SplittableRandom(seed));
        List<OperatorKey> keys = List.copyOf(Segments.keys(SPACE.decode(drawn), precision));
        Measurements measurements = new Measurements(folder.resolve("m.csv"));
        measurements.append(
                keys.stream().map(key -> row(MeasuredRow.cells(key), 0.25)).toList());
        Probe.Network network = new Probe.Network("abc", drawn.choices(), SPACE.decode(drawn), precision);
        measurements.append(List.of(
                new MeasuredRow(network.cells(), new Measurement(2, 0.001, 12, OptionalDouble.of(31.5)), SETUP, "")));

        List<MeasuredRow> rows = List.copyOf(measurements.read().values());
        assertEquals(keys.size() + 1, rows.size());
        for (int i = 0; i < keys.size(); i++) {
            assertFalse(rows.get(i).isNetwork());
            assertEquals(keys.get(i), rows.get(i).key());
            assertEquals(0.25, rows.get(i).measured().ms());
            assertEquals(SETUP, rows.get(i).setup());
        }
        MeasuredRow last = rows.get(keys.size());
        assertTrue(last.isNetwork());
        assertEquals("abc", last.space());
        assertEquals(drawn.choices(), last.choices());
        assertEquals(new TensorShape(3, 20, 28), last.input());
        assertEquals(7, last.out());
        assertEquals(precision, last.precision());
        assertEquals(OptionalDouble.of(31.5), last.measured().energyMicrojoules());
    }

    @Test
    void aLineThatWasCutOffIsMeasuredAgain() throws IOException {
        OperatorKey key = Segments.keys(SPACE.decode(SPACE.sample(new SplittableRandom(3))), Precision.FLOAT32)
                .iterator()
                .next();
        Path file = folder.resolve("m.csv");
        Measurements measurements = new Measurements(file);
        measurements.append(List.of(row(MeasuredRow.cells(key), 1)));
        Files.writeString(file, "fire,3,1,0.5,1,8", StandardOpenOption.APPEND);
        Map<List<String>, MeasuredRow> rows = measurements.read();
        assertEquals(List.of(MeasuredRow.cells(key)), List.copyOf(rows.keySet()));
        measurements.append(List.of(row(MeasuredRow.cells(key.skip()), 2)));
        assertEquals(2, measurements.read().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "operator,kern"})
    void aFileWithoutARowIsBegunAnew(String torn) throws IOException {
        Path file = Files.writeString(folder.resolve("m.csv"), torn);
        Measurements measurements = new Measurements(file);
        assertTrue(measurements.read().isEmpty());
        measurements.append(
                List.of(row(List.of("network", "1", "1", "1.0", "1", "1", "10", "28x28", "float32", "a:1"), 1)));
        assertEquals(1, measurements.read().size());
    }

    @Test
    void oneWritesAtATime() throws IOException {
        Measurements measurements = new Measurements(folder.resolve("m.csv"));
        try (var held = measurements.hold()) {
            assertTrue(held.isOpen());
            InvalidInputException problem = assertThrows(InvalidInputException.class, measurements::hold);
            assertTrue(problem.getMessage().contains("at the moment"), problem::getMessage);
        }
        measurements.hold().close();
    }

    @Test
    void anothersFileIsLeftAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.csv"), "a,b\n1,2\n3,4");
        Measurements measurements = new Measurements(file);
        assertThrows(InvalidInputException.class, measurements::read);
        assertThrows(InvalidInputException.class, () -> measurements.append(List.of()));
        assertEquals("a,b\n1,2\n3,4", Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fire,3,1,0.5,1,8,16,14x14,float32,,0,0,1,,s           | ms",
                "fire,3,1,0.5,1,8,16,14x14,float32,,1,0,0.5,,s         | count",
                "fire,3,1,0.5,1,8,16,14x14,float32,,soon,0,1,,s        | soon",
                "ice,3,1,0.5,1,8,16,14x14,float32,,1,0,1,,s            | ice",
                "fire,3,1,0.5,1,8,16,14,float32,,1,0,1,,s              | resolution",
                "fire,3,1,0.5,1,-8,16,14x14,float32,,1,0,1,,s          | -8",
                "fire,3,1,1e9,1,8,16,14x14,float32,,1,0,1,,s          | ratio",
                "plain,5,1,1,1,8,16,14x14,float32,,1,0,1,,s           | kernel 3",
                "fire,3,1,0.5,2,8,16,14x14,float32,,1,0,1,,s          | no groups",
                "inverted_bottleneck,3,1,2.5,1,8,16,14x14,float32,,1,0,1,,s | 2.5",
                "fire,3,1,0.5,1,8,16,14x14,float32,,1e-12,0,1,,s      | ms",
                "fire,3,1,0.5,1,8,16,14x14,float32,,1,0,1,-5,s        | energy_uj",
                "fire,3,1,half,1,8,16,14x14,float32,,1,0,1,,s          | ratio",
                "fire,3,1,0.5,1,8,16,14x14,float99,,1,0,1,,s           | float99",
                "network,1,1,1,1,1,10,28x28,float32,1.two.3,1,0,1,,s   | 1.two.3"
            })
    void brokenRowsAreNamed(String line, String named) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.csv"), Measurements.header() + "\n" + line + "\n");
        InvalidInputException problem = assertThrows(InvalidInputException.class, () -> {
            MeasuredRow row = Measurements.read(file).get(0);
            Object unused = row.isNetwork() ? row.choices() : row.key();
        });
        assertTrue(problem.getMessage().contains(named), problem::getMessage);
        assertTrue(problem.getMessage().contains("broken.csv:2"), problem::getMessage);
    }
}
