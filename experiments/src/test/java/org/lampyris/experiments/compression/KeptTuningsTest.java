package org.lampyris.experiments.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.training.TrainingState;
import org.lampyris.evaluation.weights.Tensor;

/** States of fine-tunings and the room they have. */
class KeptTuningsTest {
    private static final Tensor PARAMETERS = Tensor.of(new float[1000], List.of(1000));
    private static final TrainingState STATE = new TrainingState(1, 10, 0.5, PARAMETERS, List.of(PARAMETERS));

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    private KeptTunings kept(long mostBytes) {
        return KeptTunings.beside(folder.resolve("out"), mostBytes, said::add);
    }

    private static String training(int number) {
        return Integer.toString(number).repeat(64);
    }

    @Test
    void whereThereIsNoRoomForAllTheFirstStay() {
        KeptTunings states = kept(20_000);
        for (int number = 1; number <= 4; number++) {
            states.keep(training(number), STATE);
            states.keep(training(number), STATE);
        }
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.get(0).startsWith("no more than 20000 bytes are kept in "), said.toString());
        KeptTunings again = kept(20_000);
        assertTrue(again.find(training(1), 1).isPresent());
        assertTrue(again.find(training(2), 1).isPresent());
        assertFalse(again.find(training(3), 1).isPresent());
        again.keep(training(3), STATE);
        assertTrue(again.find(training(1), 1).isPresent(), "what was taken up takes room too");
    }

    @Test
    void whatOtherSettingsLeftMakesRoom() {
        kept(20_000).keep(training(1), STATE);
        kept(20_000).keep(training(2), STATE);
        KeptTunings states = kept(20_000);
        states.keep(training(3), STATE);
        states.keep(training(4), STATE);
        assertTrue(said.isEmpty(), said.toString());
        assertTrue(states.find(training(3), 1).isPresent());
        assertTrue(states.find(training(4), 1).isPresent());
        assertFalse(states.find(training(1), 1).isPresent());
    }

    @Test
    void whatCantBeKeptIsToldOnce() throws IOException {
        KeptTunings states = kept(20_000);
        Files.writeString(folder.resolve("out.unfinished"), "a file");
        states.keep(training(1), STATE);
        states.keep(training(1), STATE);
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.get(0).contains("what is trained from here on is trained again"), said.toString());
    }
}
