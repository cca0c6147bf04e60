package org.lampyris.search.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.lampyris.space.Architecture;

/** Archives of three decisions, and what they are told. */
final class Archives {
    static final int WHOLE = Integer.MAX_VALUE;
    static final Architecture A = architecture(0, 0, 0);
    static final Architecture B = architecture(1, 0, 0);
    static final Architecture C = architecture(1, 1, 1);
    static final Architecture D = architecture(2, 2, 2);

    private Archives() {}

    /** Of three decisions: looks, repeated ones, failures, and some that never end. */
    static Archive filled(long seed, DoubleUnaryOperator unit) {
        SplittableRandom random = new SplittableRandom(seed);
        Archive archive = new Archive(3, 0.25);
        for (int i = 0; i < 60; i++) {
            Architecture architecture = architecture(random.nextInt(3), random.nextInt(3), random.nextInt(3));
            int kind = random.nextInt(10);
            if (kind > 0) {
                archive.propose(architecture);
            }
            double value = 1 - 0.2 * architecture.choices().get(0) + 0.3 * random.nextDouble();
            if (kind == 9) {
                archive.tell(architecture, OptionalDouble.empty(), WHOLE);
            } else if (kind != 8) {
                tell(archive, architecture, unit.applyAsDouble(value));
            }
        }
        tell(archive, D, unit.applyAsDouble(0.8));
        return archive;
    }

    static List<Prediction> predictions(Archive archive) {
        List<Prediction> predictions = new ArrayList<>();
        for (Archive.Entry entry : archive.evaluated()) {
            predictions.add(archive.predict(entry));
        }
        for (int i = 0; i < 27; i++) {
            int[] choices = {i % 3, i / 3 % 3, i / 9};
            Prediction prediction = archive.predict(choices);
            assertEquals(
                    prediction.mean(),
                    archive.expected(choices),
                    1e-9 * Math.abs(prediction.mean()) + Double.MIN_VALUE);
            predictions.add(prediction);
        }
        return predictions;
    }

    static void tell(Archive archive, Architecture architecture, double value) {
        archive.tell(architecture, OptionalDouble.of(value), WHOLE);
    }

    static Prediction at(Archive archive, Architecture architecture) {
        return archive.predict(archive.find(architecture.id()).orElseThrow());
    }

    static int[] array(Architecture architecture) {
        return Archive.array(architecture.choices());
    }

    static Architecture architecture(Integer... choices) {
        return new Architecture(List.of(choices), List.of(choices).toString());
    }
}
