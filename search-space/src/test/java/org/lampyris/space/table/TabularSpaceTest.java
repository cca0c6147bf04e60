package org.lampyris.space.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lampyris.space.Decision;
import org.lampyris.space.SearchSpace;
import org.lampyris.space.SearchSpaceContract;

class TabularSpaceTest extends SearchSpaceContract {
    @Override
    protected SearchSpace space() {
        return new TabularSpace(
                "forty",
                IntStream.range(0, 40)
                        .mapToObj(i -> Decision.of("d" + i, List.of("a", "b", "c", "d", "e")))
                        .toList());
    }

    @Override
    protected SearchSpace smallSpace() {
        return new TabularSpace(
                "small",
                List.of(
                        Decision.of("a", List.of("0", "1", "2")),
                        Decision.of("b", List.of("only")),
                        Decision.of("c", List.of("x", "y"))));
    }

    @Test
    void idsTellAllChoicesApart() {
        List<Decision> decisions = List.of(
                Decision.of(
                        "a", IntStream.range(0, 12).mapToObj(String::valueOf).toList()),
                Decision.of(
                        "b", IntStream.range(0, 12).mapToObj(String::valueOf).toList()));
        TabularSpace space = new TabularSpace("ids", decisions);
        assertEquals("11-1", space.architecture(List.of(11, 1)).id());
        assertNotEquals(
                space.architecture(List.of(1, 11)).id(),
                space.architecture(List.of(11, 1)).id());
    }
}
