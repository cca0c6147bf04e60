package org.lampyris.space.graph;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The order of a stretch of operators with the least peak memory: a bottleneck shortest path over the sets of finished
 * operators, the least peak first. It ends at {@value #MAX_OPERATORS} operators or {@value #MAX_SETS} sets.
 */
final class OrderSearch {
    static final int MAX_OPERATORS = 63;
    static final int MAX_SETS = 20_000;

    /** The operators finished, as bits; the values held now and at the worst moment so far. */
    private record State(long done, long live, long peak) {}

    private static final Comparator<State> LEAST_PEAK = Comparator.comparingLong(State::peak)
            .thenComparingInt(state -> -Long.bitCount(state.done()))
            .thenComparingLong(State::done);

    private final long[] size;
    private final int first;
    private final int count;
    private final long[] needs;
    private final long[] users;

    /** @param first the operator whose result is there from the start; the stretch is what follows up to {@code last} */
    OrderSearch(long[] size, int[][] inputs, int first, int last) {
        this.size = size;
        this.first = first;
        this.count = last - first + 1;
        this.needs = new long[count];
        this.users = new long[count];
        for (int f = 1; f < count && count <= MAX_OPERATORS; f++) {
            for (int input : inputs[first + f]) {
                needs[f] |= 1L << (input - first);
                users[input - first] |= 1L << f;
            }
        }
    }

    /**
     * @param floor a peak that is reached elsewhere anyway: orders below it are all the same
     * @param given the peak of a known order, the result if the stretch is too wide to search
     */
    long peak(long floor, long given) {
        if (count > MAX_OPERATORS) {
            return given;
        }
        PriorityQueue<State> queue = new PriorityQueue<>(LEAST_PEAK);
        Set<Long> seen = new HashSet<>();
        queue.add(new State(1, size[first], floor));
        for (State state = queue.poll(); state != null && state.peak() < given; state = queue.poll()) {
            if (Long.bitCount(state.done()) == count) {
                return state.peak();
            }
            if (!seen.add(state.done())) {
                continue;
            }
            if (seen.size() > MAX_SETS) {
                return given;
            }
            for (int f = 1; f < count; f++) {
                boolean open = (state.done() >> f & 1) == 0;
                if (open && (needs[f] & ~state.done()) == 0) {
                    queue.add(after(f, state));
                }
            }
        }
        return given;
    }

    private State after(int f, State state) {
        long done = state.done() | 1L << f;
        long live = state.live() + size[first + f];
        long peak = Math.max(state.peak(), live);
        for (long inputs = needs[f]; inputs != 0; inputs &= inputs - 1) {
            int input = Long.numberOfTrailingZeros(inputs);
            if ((users[input] & ~done) == 0) {
                live -= size[first + input];
            }
        }
        return new State(done, live, peak);
    }
}
