package org.lampyris.space.graph;

import java.util.List;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.Multiplication;
import org.lampyris.space.graph.Operator.Pointwise;

/**
 * The activations held at the worst moment of the best order of execution.
 *
 * <p>Operators that work in place are joined with the one before. What is left is cut at its bottlenecks: operators that
 * no edge passes by. Between two of them the order matters to nothing else, so each stretch has its own optimum and the
 * network's is the largest of them. Most stretches have one order only, or meet the largest single operator's need in the
 * given one; the others are searched.
 */
final class PeakMemory {
    private final long[] size;
    private final int[][] inputs;
    private final int[] lastUse;
    private int count;

    private PeakMemory(NetworkGraph graph) {
        int nodes = graph.nodes().size();
        size = new long[nodes];
        inputs = new int[nodes][];
        lastUse = new int[nodes];
        join(graph);
    }

    /** The number of values held; multiply by the bytes of one. */
    static long elements(NetworkGraph graph) {
        return new PeakMemory(graph).largestStretch();
    }

    private void join(NetworkGraph graph) {
        List<Node> nodes = graph.nodes();
        int[] uses = new int[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            List<Integer> in = nodes.get(i).inputs();
            for (int j = 0; j < in.size(); j++) {
                uses[in.get(j)]++;
            }
        }
        int[] joined = new int[nodes.size()];
        boolean[] absorbs = new boolean[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            Operator operator = nodes.get(i).operator();
            List<Integer> in = nodes.get(i).inputs();
            if (inPlace(operator) && uses[in.get(0)] == 1 && absorbs[in.get(0)]) {
                joined[i] = joined[in.get(0)];
                absorbs[i] = true;
                continue;
            }
            joined[i] = count;
            absorbs[i] = computes(operator);
            int[] from = new int[in.size()];
            for (int j = 0; j < from.length; j++) {
                from[j] = joined[in.get(j)];
                lastUse[from[j]] = count;
            }
            inputs[count] = from;
            lastUse[count] = count;
            size[count++] = graph.shape(i).elements();
        }
    }

    private static boolean computes(Operator operator) {
        return operator instanceof Convolution
                || operator instanceof Dense
                || operator instanceof Addition
                || operator instanceof Multiplication;
    }

    private static boolean inPlace(Operator operator) {
        return operator instanceof BatchNormalization || operator instanceof Pointwise;
    }

    private long largestStretch() {
        long known = size[0];
        int open = 0;
        long[] givenPeaks = new long[count];
        int[] starts = new int[count];
        int first = 0;
        int reach = 0;
        for (int last = 1; last < count; last++) {
            reach = Math.max(reach, lastUse[last - 1]);
            if (reach > last) {
                continue;
            }
            long given = givenPeak(first, last);
            if (oneOrder(first, last)) {
                known = Math.max(known, given);
            } else {
                known = Math.max(known, largestOperator(first, last));
                starts[open] = first;
                givenPeaks[open++] = given;
            }
            first = last;
        }
        for (int i = 0; i < open; i++) {
            if (givenPeaks[i] > known) {
                int last = starts[i] + 1;
                for (int f = starts[i]; f < last; f++) {
                    last = Math.max(last, lastUse[f]);
                }
                known = new OrderSearch(size, inputs, starts[i], last).peak(known, givenPeaks[i]);
            }
        }
        return known;
    }

    /** The peak of a stretch, which starts with the result of {@code first} in memory, in the given order. */
    private long givenPeak(int first, int last) {
        long live = size[first];
        long peak = 0;
        for (int f = first + 1; f <= last; f++) {
            live += size[f];
            peak = Math.max(peak, live);
            for (int j = 0; j < inputs[f].length; j++) {
                int input = inputs[f][j];
                if (lastUse[input] == f && isFirst(inputs[f], j)) {
                    live -= size[input];
                }
            }
        }
        return peak;
    }

    private boolean oneOrder(int first, int last) {
        for (int f = first + 1; f <= last; f++) {
            if (!contains(inputs[f], f - 1)) {
                return false;
            }
        }
        return true;
    }

    private long largestOperator(int first, int last) {
        long largest = 0;
        for (int f = first + 1; f <= last; f++) {
            long need = size[f];
            for (int j = 0; j < inputs[f].length; j++) {
                need += isFirst(inputs[f], j) ? size[inputs[f][j]] : 0;
            }
            largest = Math.max(largest, need);
        }
        return largest;
    }

    private static boolean contains(int[] values, int value) {
        for (int v : values) {
            if (v == value) {
                return true;
            }
        }
        return false;
    }

    /** Whether an operator's input isn't one of its inputs before. */
    private static boolean isFirst(int[] values, int index) {
        for (int j = 0; j < index; j++) {
            if (values[j] == values[index]) {
                return false;
            }
        }
        return true;
    }
}
