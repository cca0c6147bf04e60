package org.lampyris.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

class OriginTest {
    private static final List<String> ODD =
            List.of("T-shirt/top", "it's \"here\"", "C:\\x", "null", "7", "ü, [ä]", "a\nb\u0085c\u2028d", "#1: x");

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAsTheSame() throws IOException {
        Origin origin = new Origin(
                Origin.Program.current(),
                new DataFacts("my \"photos\"", "00ff", new TensorShape(3, 32, 24), ODD),
                Optional.empty());
        assertEquals(origin, Origin.read(Files.writeString(folder.resolve("origin.yaml"), origin.text())));
        assertTrue(!origin.text().contains("teacher"), origin.text());
        Origin taught = new Origin(origin.program(), origin.data(), Optional.of("00aa"));
        assertEquals(taught, Origin.read(Files.writeString(folder.resolve("taught.yaml"), taught.text())));
    }

    @Test
    void aBrokenOneIsNamedWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("origin.yaml"), """
                lampyris: 0.1.0
                java: 17
                machine: x
                data: {name: a, sha256: b, shape: [1, 28], classes: [c, d]}
                """);
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> Origin.read(file));
        assertTrue(refused.getMessage().contains("origin.yaml:4: data.shape has 2 numbers"), refused.getMessage());
    }
}
