package org.lampyris.space.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.input.InvalidInputException;

class SyntheticProblemsTest {

    @ParameterizedTest
    @CsvSource({"interactions, 15625, 25", "noisy, 65536, 25"})
    void areWholeTablesAndAlwaysTheSame(String name, int architectures, int observations) {
        TabularProblem problem = SyntheticProblems.of(name);
        assertEquals(architectures, problem.rows().size());
        assertEquals(problem.space().size().intValueExact(), problem.rows().size());
        assertTrue(
                problem.rows().values().stream().allMatch(row -> row.observed().size() == observations));
        assertEquals(problem.rows(), SyntheticProblems.of(name).rows());
    }

    /** The optimum takes the last choice everywhere; one step away from it is worse than what lures away. */
    @Test
    void theDeceptiveOneDeceives() {
        TabularProblem problem = SyntheticProblems.of("deceptive");
        List<Integer> best = List.of(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
        assertEquals(4, problem.optimum(), 1e-12);
        assertEquals(4, problem.row(best).orElseThrow().truth(), 1e-12);
        List<Integer> lured = List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertEquals(2.8, problem.row(lured).orElseThrow().truth(), 1e-12);
        List<Integer> near = List.of(0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertTrue(problem.row(near).orElseThrow().truth() < 2.8);
    }

    @Test
    void aMisspeltNameIsToldTheRightOne() {
        InvalidInputException thrown =
                assertThrows(InvalidInputException.class, () -> SyntheticProblems.of("decptive"));
        assertTrue(thrown.getMessage().contains("deceptive"), thrown.getMessage());
    }
}
