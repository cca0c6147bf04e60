package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.distillation.CachedTeacher;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.input.Sha256;

/** The states of trainings with a teacher, and those without as they were before there were any. */
class TaughtStatesTest extends SmallTrainings {

    private static Distillation teaching(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] logits = new float[data.train().size()][4];
        for (float[] row : logits) {
            for (int k = 0; k < row.length; k++) {
                row[k] = (float) (2 * random.nextGaussian());
            }
        }
        return new Distillation(new CachedTeacher(logits, logits), 2, 0.7);
    }

    @Test
    void withATeacherTooAndOthersStatesAreNotTaken() throws Exception {
        Distillation teaching = teaching(1);
        TrainedNetwork straight =
                trainer(Rule.SGD, TrainingStates.none()).taughtBy(teaching).train(network(6), SEED);
        trainer(Rule.SGD, states()).train(network(6), SEED, OptionalInt.of(2));
        trainer(Rule.SGD, states()).taughtBy(teaching(2)).train(network(6), SEED, OptionalInt.of(2));
        NetworkTrainer taught = trainer(Rule.SGD, states()).taughtBy(teaching);
        long first = cost(taught, SEED, 1);
        long second = cost(taught, SEED, 2);
        assertEquals(first, second, "one epoch was trained, then one more");
        assertEquals(3, files().size(), "each teacher has a state of its own");
        assertEquals(straight, taught.train(network(6), SEED));
        assertNotEquals(straight, trainer(Rule.SGD, states()).train(network(6), SEED));
    }

    @Test
    void aTeacherWithoutAHashLeavesNoStates() throws Exception {
        Distillation nameless = new Distillation((image, mirrored) -> new float[4], 2, 0.7);
        trainer(Rule.SGD, states()).taughtBy(nameless).train(network(6), SEED, OptionalInt.of(2));
        assertEquals(List.of(), files());
    }

    /** As it was before there were teachers, so that states of older versions are found. */
    @Test
    void theIdentityOfATrainingWithoutTeacherStays() {
        String plain = TrainingIdentity.of(network(6), SEED, plan(Rule.SGD), data, Optional.empty());
        MessageDigest digest = Sha256.digest();
        List<String> lines = new ArrayList<>(List.of(
                "seed " + SEED,
                "data " + data.sha256(),
                "4 epochs of batches of 16",
                plan(Rule.SGD).optimizer().toString(),
                plan(Rule.SGD).augmentation().toString(),
                "input " + network(6).input()));
        network(6).nodes().forEach(node -> lines.add(node.toString()));
        lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        assertEquals(HexFormat.of().formatHex(digest.digest()), plain);
        assertNotEquals(plain, TrainingIdentity.of(network(6), SEED, plan(Rule.SGD), data, Optional.of(teaching(1))));
    }
}
