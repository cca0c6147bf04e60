package org.lampyris.search.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.search.surrogate.Archives.A;
import static org.lampyris.search.surrogate.Archives.B;
import static org.lampyris.search.surrogate.Archives.C;
import static org.lampyris.search.surrogate.Archives.D;
import static org.lampyris.search.surrogate.Archives.WHOLE;
import static org.lampyris.search.surrogate.Archives.architecture;
import static org.lampyris.search.surrogate.Archives.array;
import static org.lampyris.search.surrogate.Archives.at;
import static org.lampyris.search.surrogate.Archives.tell;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.space.Architecture;

/** What finished looks teach: repeated ones, failures, longer trainings. */
class FinishedLooksTest {
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

    @Test
    void whatOnlyFailedIsNotEvaluated() {
        Archive archive = new Archive(3, 0);
        tell(archive, A, Double.NaN);
        tell(archive, B, 0.7);
        assertEquals(
                List.of(B),
                archive.evaluated().stream().map(Archive.Entry::architecture).toList());
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
}
