package org.lampyris.search.pareto;

import java.util.List;
import org.lampyris.evaluation.Objective;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.Trial;

/** Picks one trial. */
@FunctionalInterface
public interface Selection {

    /**
     * @param trials all trials of a run, in order of their numbers
     * @param objectives what to select by, the most important first
     * @throws InvalidInputException if there is none
     */
    Trial from(List<Trial> trials, List<Objective> objectives);

    /**
     * Reads a selection:
     *
     * <ul>
     *   <li>{@code best}: the best in the first objective, the cheaper of equals
     *   <li>{@code knee}: the member of the front that lies farthest from the line between the extremes
     *   <li>{@code cheapest}: the best in the second objective
     *   <li>{@code trial:12}: that trial, or the one that it repeats
     *   <li>{@code latency<=5ms}: the best within a limit; also {@code energy} (uJ, mJ, J), {@code flash} and {@code ram}
     *       (B, KB = 1,000 bytes, KiB = 1,024 bytes, MB, MiB)
     * </ul>
     *
     * @throws InvalidInputException if it is none of these
     */
    static Selection parse(String text) {
        return SelectionParser.parse(text);
    }
}
