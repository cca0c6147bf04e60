package org.lampyris.space.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lampyris.space.Decision;

/** The columns of a table, by their names in the CSV's first line. */
record TableColumns(List<Decision> decisions, List<String> observed, String truth, List<String> costs) {

    /** A column that stands for a decision or a cost and for something else too; the truth may be an observation. */
    Optional<String> repeated() {
        List<String> own =
                new ArrayList<>(decisions.stream().map(Decision::name).toList());
        own.addAll(costs);
        return repeated(own)
                .or(() -> own.stream()
                        .filter(name -> observed.contains(name) || name.equals(truth))
                        .findFirst())
                .or(() -> repeated(observed));
    }

    /** The first word that was there before. */
    static Optional<String> repeated(List<String> words) {
        Set<String> seen = new HashSet<>();
        return words.stream().filter(word -> !seen.add(word)).findFirst();
    }
}
