package org.lampyris.search.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

/** What every store keeps. A test of a store extends this class. */
public abstract class TrialStoreContract {
    private TrialStore store;

    /** A new, empty store. */
    protected abstract TrialStore create();

    /** The same store as far as a new process can tell; by default the store itself. */
    protected TrialStore reopen(TrialStore store) {
        return store;
    }

    @BeforeEach
    final void createStore() {
        store = create();
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    @Test
    void anEmptyStoreHasNoTrials() {
        assertEquals(List.of(), store.trials());
        store = reopen(store);
        assertEquals(List.of(), store.trials());
    }

    @Test
    void keepsAllOutcomesInOrder() {
        Trials.upTo(40).forEach(store::append);
        assertEquals(Trials.upTo(40), store.trials());
        store = reopen(store);
        assertEquals(Trials.upTo(40), store.trials());
        store.append(Trials.trial(41));
        store = reopen(store);
        assertEquals(Trials.upTo(41), store.trials());
    }

    @Test
    void doublesAreExactToTheBit() {
        List<Double> odd = List.of(
                -0.0,
                0.0,
                0.1,
                Math.PI,
                1.0,
                1e22,
                2e-3,
                Double.MIN_VALUE,
                -Double.MIN_NORMAL,
                Math.nextDown(1.0),
                9007199254740991.0,
                Double.MAX_VALUE);
        TreeMap<String, Double> values = new TreeMap<>();
        odd.forEach(value -> values.put("m" + values.size(), value));
        for (int i = 0; i < odd.size(); i++) {
            Evaluated result = new Evaluated(new Metrics(values), Optional.empty());
            store.append(new Trial(i + 1, Trials.trial(1).architecture(), result, odd.get(i), OptionalInt.empty()));
        }
        store = reopen(store);
        for (int i = 0; i < odd.size(); i++) {
            Trial trial = store.trials().get(i);
            assertEquals(Double.doubleToRawLongBits(odd.get(i)), Double.doubleToRawLongBits(trial.reward()));
            values.forEach((name, value) -> assertEquals(
                    Double.doubleToRawLongBits(value),
                    Double.doubleToRawLongBits(trial.result().metrics().get(name))));
        }
    }

    @Test
    void anArchitectureWithoutDecisionsIsKept() {
        Evaluated result = new Evaluated(Metrics.of(Map.of()), Optional.empty());
        Trial bare = new Trial(1, new Architecture(List.of(), "only"), result, 0, OptionalInt.empty());
        store.append(bare);
        store = reopen(store);
        assertEquals(List.of(bare), store.trials());
    }

    @Test
    void refusesGapsAndRepetitions() {
        store.append(Trials.trial(1));
        assertThrows(IllegalArgumentException.class, () -> store.append(Trials.trial(1)));
        assertThrows(IllegalArgumentException.class, () -> store.append(Trials.trial(3)));
        store.append(Trials.trial(2));
        assertEquals(Trials.upTo(2), store.trials());
    }
}
