package org.lampyris.search.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.space.Architecture;

class ArchiveTest {
    private static final int WHOLE = Integer.MAX_VALUE;
    private static final Architecture A = architecture(0, 0, 0);
    private static final Architecture B = architecture(1, 0, 0);
    private static final Architecture C = architecture(1, 1, 1);
    private static final Architecture D = architecture(2, 2, 2);

    @Test
    void looksAverage() {
        Archive once = new Archive(3, 0);
        Archive twice = new Archive(3, 0);
        for (Archive each : List.of(once, twice)) {
            tell(each, A, 0.2);
            tell(each, C, 0.9);
        }
        tell(once, B, 0.6);
        tell(twice, B, 0.5);
        tell(twice, B, 0.7);
        assertEquals(3, twice.size());
        assertEquals(2, twice.find(B.id()).orElseThrow().asked());
        assertTrue(at(twice, B).deviation() < at(once, B).deviation());
        assertTrue(Math.abs(at(twice, B).mean() - 0.6) < Math.abs(at(once, B).mean() - 0.6));
    }

    /** A lost look leaves a known architecture as it was before the look was proposed. */
    @Test
    void lostLooksAreForgotten() {
        Archive archive = new Archive(3, 0);
        tell(archive, A, 0.5);
        tell(archive, B, 0.7);
        Prediction before = archive.predict(archive.find(A.id()).orElseThrow());
        archive.propose(A);
        archive.lose(A);
        Prediction after = archive.predict(archive.find(A.id()).orElseThrow());
        assertEquals(before.mean(), after.mean(), 1e-12);
        assertEquals(before.deviation(), after.deviation(), 1e-12);
    }

    /** The best stay; the model is still one of what is kept; everything stays known by its id. */
    @Test
    void theWorstAreForgotten() {
        Archive archive = new Archive(4, 0, 40);
        int all = 0;
        for (int code = 0; code < 625; code += 5) {
            Architecture architecture = numbered(code);
            tell(archive, architecture, code % 7);
            all++;
        }
        assertEquals(125, all);
        List<Archive.Entry> kept = archive.evaluated();
        assertTrue(kept.size() <= 40, kept.size() + " are kept");
        long best =
                kept.stream().filter(entry -> archive.predict(entry).mean() > 4).count();
        assertTrue(best >= 15, best + " of the best are kept");
        for (int code = 0; code < 625; code += 5) {
            assertTrue(archive.find(numbered(code).id()).isPresent());
        }
        archive.propose(numbered(0));
        tell(archive, numbered(0), 9);
    }

    private static Architecture numbered(int code) {
        List<Integer> choices = List.of(code / 125, code / 25 % 5, code / 5 % 5, code % 5);
        return new Architecture(choices, choices.toString());
    }

    @Test
    void whatOnlyFailedIsNotEvaluated() {
        Archive archive = new Archive(3, 0);
        tell(archive, A, Double.NaN);
        tell(archive, B, 0.7);
        assertEquals(
                List.of(B),
                archive.evaluated().stream().map(Archive.Entry::architecture).toList());
    }

    @Test
    void whatIsUnderWayIsNotKnown() {
        Archive archive = new Archive(3, 0);
        archive.propose(A);
        assertEquals(0, archive.size());
        assertEquals(List.of(), archive.evaluated());
        assertFalse(archive.find(A.id()).orElseThrow().known());
        assertTrue(archive.find(B.id()).isEmpty());
        tell(archive, A, 0.5);
        assertEquals(1, archive.size());
        assertEquals(1, archive.find(A.id()).orElseThrow().asked());
        assertEquals(A, archive.evaluated().get(0).architecture());
    }

    @Test
    void looksUnderWayLowerTheDoubtAndLeaveTheMeans() {
        Archive archive = filled(1, value -> value);
        Prediction here = at(archive, D);
        Prediction there = archive.predict(array(B));
        archive.propose(D);
        archive.propose(D);
        assertEquals(here.mean(), at(archive, D).mean(), 1e-9);
        assertTrue(at(archive, D).deviation() < here.deviation());
        assertEquals(there.mean(), archive.predict(array(B)).mean(), 1e-9);
        Architecture fresh = architecture(9, 9, 9);
        Prediction before = archive.predict(array(fresh));
        archive.propose(fresh);
        assertEquals(before.mean(), at(archive, fresh).mean(), 1e-9);
        assertTrue(at(archive, fresh).deviation() < before.deviation());
    }

    /** The look under way counts as what was expected, not as a second look with the outcome of the first. */
    @Test
    void otherResultsDoNotMakeMoreOfALookUnderWay() {
        Architecture odd = architecture(9, 9, 9);
        Archive waiting = filled(1, value -> value);
        Archive idle = filled(1, value -> value);
        tell(waiting, odd, 3);
        tell(idle, odd, 3);
        waiting.propose(odd);
        double expected = at(idle, odd).mean();
        assertTrue(expected < 2.95, "it is far from what was seen: " + expected);
        tell(waiting, A, 0.5);
        tell(idle, A, 0.5);
        assertEquals(at(idle, odd).mean(), at(waiting, odd).mean(), 0.1 * (3 - expected));
    }

    @Test
    void whatWasProposedBeforeAnythingWasKnownIsNeitherGoodNorBad() {
        for (double offset : new double[] {-100, 0, 100}) {
            Archive archive = new Archive(3, 0);
            archive.propose(D);
            tell(archive, A, offset + 0.4);
            tell(archive, C, offset + 0.6);
            assertEquals(offset + 0.5, archive.predict(array(D)).mean(), 0.06);
        }
    }

    @Test
    void whatIsLostStaysUnderWayForEver() {
        Archive archive = filled(2, value -> value);
        Architecture lost = architecture(9, 9, 9);
        Prediction before = archive.predict(array(lost));
        archive.propose(lost);
        tell(archive, A, 0.4);
        assertFalse(archive.find(lost.id()).orElseThrow().known());
        assertTrue(archive.predict(array(lost)).deviation() < before.deviation());
        assertTrue(archive.evaluated().stream()
                .noneMatch(entry -> entry.architecture().equals(lost)));
    }

    @Test
    void whatWasNeverProposedTeachesAsWell() {
        Archive proposed = new Archive(3, 0.25);
        Archive told = new Archive(3, 0.25);
        for (Architecture each : List.of(A, B, C, D)) {
            proposed.propose(each);
            tell(proposed, each, each.choices().get(0));
            tell(told, each, each.choices().get(0));
        }
        for (Architecture each : List.of(A, B, C, D)) {
            assertEquals(at(proposed, each), at(told, each));
            assertEquals(1, told.find(each.id()).orElseThrow().asked());
        }
    }

    @ParameterizedTest(name = "offset {0}")
    @ValueSource(doubles = {-100, 0, 100})
    void failuresCountAsTheWorst(double offset) {
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            Archive archive = new Archive(3, 0);
            Archive stated = new Archive(3, 0);
            archive.tell(D, OptionalDouble.empty(), WHOLE);
            tell(stated, D, offset + 1);
            tell(archive, A, offset + 3);
            tell(stated, A, offset + 3);
            tell(archive, B, offset + 1);
            tell(stated, B, offset + 1);
            tell(archive, C, wrong);
            tell(stated, C, offset + 1);
            assertEquals(4, archive.size());
            for (Architecture each : List.of(A, B, C, D)) {
                assertEquals(at(stated, each).mean(), at(archive, each).mean(), 1e-9);
                assertEquals(at(stated, each).deviation(), at(archive, each).deviation(), 1e-9);
            }
        }
    }

    @Test
    void nothingButFailuresIsSurvived() {
        Archive archive = new Archive(3, 0.25);
        for (int i = 0; i < 30; i++) {
            archive.tell(architecture(i, i % 2, 0), OptionalDouble.empty(), WHOLE);
        }
        assertEquals(0, archive.predict(array(A)).mean(), 1e-9);
        assertEquals(30, archive.size());
    }

    @Test
    void longerTrainingsTakeThePlaceOfShorterOnes() {
        Archive archive = new Archive(3, 0);
        archive.tell(A, OptionalDouble.of(0.1), 2);
        archive.tell(A, OptionalDouble.of(0.2), 2);
        archive.tell(B, OptionalDouble.of(0.5), 2);
        archive.tell(C, OptionalDouble.of(0.9), 2);
        archive.tell(C, OptionalDouble.of(1.1), WHOLE);
        Archive stated = new Archive(3, 0);
        tell(stated, A, 0.1 + 0.2);
        tell(stated, A, 0.2 + 0.2);
        tell(stated, B, 0.5 + 0.2);
        tell(stated, C, 1.1);
        for (Architecture each : List.of(A, B, C)) {
            assertEquals(at(stated, each).mean(), at(archive, each).mean(), 1e-12);
            assertEquals(at(stated, each).deviation(), at(archive, each).deviation(), 1e-12);
        }
        assertEquals(1, archive.find(C.id()).orElseThrow().asked());
        Prediction before = at(archive, C);
        archive.tell(C, OptionalDouble.of(-5), 2);
        assertEquals(before, at(archive, C));
    }

    /** What a failure lost isn't what training brings. */
    @Test
    void aLongerTrainingThatFailsTeachesNothingOfOthers() {
        Archive archive = new Archive(3, 0);
        archive.tell(A, OptionalDouble.of(1), 2);
        archive.tell(B, OptionalDouble.of(2), 2);
        archive.tell(C, OptionalDouble.of(3), 2);
        archive.tell(C, OptionalDouble.empty(), WHOLE);
        Archive stated = new Archive(3, 0);
        tell(stated, A, 1);
        tell(stated, B, 2);
        tell(stated, C, 1);
        for (Architecture each : List.of(A, B, C)) {
            assertEquals(at(stated, each).mean(), at(archive, each).mean(), 1e-12);
        }
    }

    @Test
    void theLowestAreNotToldApart() {
        Archive whole = new Archive(1, 0);
        Archive cut = new Archive(1, 0.5);
        Archive cutDeeper = new Archive(1, 0.5);
        for (int i = 0; i < 9; i++) {
            tell(whole, architecture(i), i);
            tell(cut, architecture(i), i);
            tell(cutDeeper, architecture(i), i < 4 ? i - 1000 : i);
        }
        for (int i = 0; i < 9; i++) {
            assertEquals(at(cut, architecture(i)), at(cutDeeper, architecture(i)));
        }
        assertEquals(at(cut, architecture(0)).mean(), at(cut, architecture(4)).mean(), 1e-12);
        assertTrue(
                at(whole, architecture(0)).mean() < at(whole, architecture(4)).mean() - 1);
    }

    @Test
    void isFittedAgainAsItGrows() {
        Archive archive = new Archive(2, 0);
        SplittableRandom random = new SplittableRandom(4);
        List<Double> noises = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int choice = random.nextInt(3);
            tell(archive, architecture(choice, i), choice + 0.01 * random.nextDouble());
            noises.add(archive.noise());
        }
        double refitted = noises.get(39) / noises.get(6);
        assertTrue(refitted < 0.5, "the noise is found to be small: " + refitted);
        assertEquals(2, archive.predict(new int[] {2, 99}).mean(), 0.2);
        assertEquals(0, archive.predict(new int[] {0, 99}).mean(), 0.2);
        assertNotEquals(noises.get(6), noises.get(7));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theSameSequenceGivesTheSameBits(long seed) {
        assertEquals(predictions(filled(seed, value -> value)), predictions(filled(seed, value -> value)));
    }

    @ParameterizedTest(name = "by {0}")
    @ValueSource(doubles = {0x1p-100, 0.25, 2, 1024, 0x1p60})
    void predictionsHaveTheUnitOfTheValues(double unit) {
        List<Prediction> plain = predictions(filled(5, value -> value));
        List<Prediction> scaled = predictions(filled(5, value -> value * unit));
        for (int i = 0; i < plain.size(); i++) {
            assertEquals(plain.get(i).mean() * unit, scaled.get(i).mean());
            assertEquals(plain.get(i).deviation() * unit, scaled.get(i).deviation());
        }
    }

    @Test
    void hugeAndTinyValuesDoNoHarm() {
        for (double size : new double[] {1e308, 1e120, 1e-160, 1e-308, Double.MIN_VALUE, 0}) {
            for (Prediction each : predictions(filled(6, value -> value * size))) {
                assertTrue(Double.isFinite(each.mean()) && each.deviation() >= 0, size + ": " + each);
            }
        }
        SplittableRandom random = new SplittableRandom(1);
        double[] extremes = {1e308, -1e308, Double.MIN_VALUE, 0, -0.0, 1};
        for (Prediction each : predictions(filled(7, value -> extremes[random.nextInt(extremes.length)]))) {
            assertTrue(Double.isFinite(each.mean()) && each.deviation() >= 0, each.toString());
        }
    }

    /** Of three decisions: looks, repeated ones, failures, and some that never end. */
    private static Archive filled(long seed, DoubleUnaryOperator unit) {
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

    private static List<Prediction> predictions(Archive archive) {
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

    private static void tell(Archive archive, Architecture architecture, double value) {
        archive.tell(architecture, OptionalDouble.of(value), WHOLE);
    }

    private static Prediction at(Archive archive, Architecture architecture) {
        return archive.predict(archive.find(architecture.id()).orElseThrow());
    }

    private static int[] array(Architecture architecture) {
        return Archive.array(architecture.choices());
    }

    private static Architecture architecture(Integer... choices) {
        return new Architecture(List.of(choices), List.of(choices).toString());
    }
}
