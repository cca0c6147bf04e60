package org.lampyris.space.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;

class GraphStatisticsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void thePeakIsTheBestOfAllOrders(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int better = 0;
        int compared = 0;
        for (int i = 0; i < 300; i++) {
            NetworkGraph graph = RandomGraphs.graph(random, random.nextInt(1, 9));
            List<Step> steps = steps(graph);
            if (steps.size() > 9) {
                continue;
            }
            long best = best(steps, new ArrayList<>());
            assertEquals(best, PeakMemory.elements(graph), () -> "seed " + seed + ": " + graph.nodes());
            compared++;
            better += best < peak(steps, indices(steps)) ? 1 : 0;
        }
        assertTrue(compared > 150, "only " + compared + " graphs were small enough");
        assertTrue(better > 0, "no graph whose own order isn't the best: nothing was searched");
    }

    /** What is executed at once: an operator and what works in place on its result. */
    private record Step(long size, Set<Integer> inputs) {}

    private static List<Step> steps(NetworkGraph graph) {
        List<Step> steps = new ArrayList<>();
        int[] step = new int[graph.nodes().size()];
        for (int i = 0; i < step.length; i++) {
            Node node = graph.nodes().get(i);
            if (folds(graph, i)) {
                step[i] = step[node.inputs().get(0)];
                continue;
            }
            Set<Integer> inputs = new TreeSet<>();
            node.inputs().forEach(input -> inputs.add(step[input]));
            step[i] = steps.size();
            steps.add(new Step(graph.shape(i).elements(), inputs));
        }
        return steps;
    }

    private static boolean folds(NetworkGraph graph, int index) {
        Operator operator = graph.nodes().get(index).operator();
        if (!(operator instanceof BatchNormalization || operator instanceof Operator.Pointwise)) {
            return false;
        }
        int input = graph.nodes().get(index).inputs().get(0);
        long users = graph.nodes().stream()
                .flatMap(node -> node.inputs().stream())
                .filter(used -> used == input)
                .count();
        Operator before = graph.nodes().get(input).operator();
        boolean computes = before instanceof Convolution
                || before instanceof Addition
                || before instanceof Operator.Multiplication
                || before instanceof Dense;
        return users == 1 && (computes || folds(graph, input));
    }

    private static long best(List<Step> steps, List<Integer> order) {
        if (order.size() == steps.size()) {
            return peak(steps, order);
        }
        long best = Long.MAX_VALUE;
        for (int i = 0; i < steps.size(); i++) {
            if (!order.contains(i) && order.containsAll(steps.get(i).inputs())) {
                order.add(i);
                best = Math.min(best, best(steps, order));
                order.remove(order.size() - 1);
            }
        }
        return best;
    }

    /** By definition: at each moment, what was computed and is still to be read, and what is being computed. */
    private static long peak(List<Step> steps, List<Integer> order) {
        long peak = 0;
        for (int now = 0; now < order.size(); now++) {
            long held = steps.get(order.get(now)).size();
            for (int earlier = 0; earlier < now; earlier++) {
                int value = order.get(earlier);
                boolean needed = order.subList(now, order.size()).stream()
                        .anyMatch(step -> steps.get(step).inputs().contains(value));
                held += needed ? steps.get(value).size() : 0;
            }
            peak = Math.max(peak, held);
        }
        return peak;
    }

    private static List<Integer> indices(List<Step> steps) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            indices.add(i);
        }
        return indices;
    }

    @Test
    void batchNormalisationAndActivationWorkInPlace() {
        GraphBuilder graph = new GraphBuilder(new TensorShape(1, 4, 4));
        int conv = graph.convolutionRelu("conv", 0, 2, 3, 1, 1);
        graph.add("dense", new Dense(3), conv);
        assertEquals(16 + 32, PeakMemory.elements(graph.build()));
    }

    @Test
    void anActivationOfAResultThatIsUsedTwiceNeedsItsOwnMemory() {
        GraphBuilder graph = new GraphBuilder(new TensorShape(1, 4, 4));
        int conv = graph.add("conv", new Convolution(1, 3, 1, 1, false), 0);
        int relu = graph.relu("conv", conv);
        int add = graph.add("add", new Addition(), conv, relu);
        graph.add("dense", new Dense(3), add);
        assertEquals(16 * 3, PeakMemory.elements(graph.build()));
    }

    @Test
    void theBranchThatShrinksMoreGoesFirst() {
        GraphBuilder graph = new GraphBuilder(new TensorShape(1, 10, 10));
        int growing = graph.add("a1", new Convolution(9, 1, 1, 1, false), 0);
        int grown = graph.add("a2", new GlobalAveragePooling(), growing);
        int shrinking = graph.add("b1", new Convolution(4, 1, 1, 1, false), 0);
        int kept = graph.add("b2", new Convolution(4, 1, 5, 1, false), shrinking);
        int pooled = graph.add("b3", new GlobalAveragePooling(), kept);
        int concat = graph.add("concat", new Concatenation(), grown, pooled);
        graph.add("dense", new Dense(2), concat);
        // In the graph's order 100 + 900 + 9, as b still needs the image; with b first 100 + 4 + 900.
        assertEquals(1004, PeakMemory.elements(graph.build()));
    }

    /** 40 branches are too many operators, 30 are too many sets of operators, 3 can be searched. */
    @ParameterizedTest
    @ValueSource(ints = {40, 30, 3})
    void aStretchThatIsTooWideToSearchIsBoundedByTheGraphsOwnOrder(int branches) {
        GraphBuilder graph = new GraphBuilder(new TensorShape(1, 8, 8));
        int[] pooled = new int[branches];
        for (int branch = 0; branch < pooled.length; branch++) {
            int conv = graph.add("conv" + branch, new Convolution(branch + 1, 1, 1, 1, false), 0);
            pooled[branch] = graph.add("pool" + branch, new GlobalAveragePooling(), conv);
        }
        graph.add("dense", new Dense(2), graph.add("concat", new Concatenation(), pooled));
        NetworkGraph wide = graph.build();
        long own = peak(steps(wide), indices(steps(wide)));
        long largestBranch = 64 + branches * 64L;
        assertTrue(PeakMemory.elements(wide) <= own && PeakMemory.elements(wide) >= largestBranch);
    }

    @Test
    void countersOfSingleNodes() {
        Window flat = new Window(Window.Axis.same(1, 1), new Window.Axis(4, 1, 1, 0, 0));
        GraphBuilder wide = new GraphBuilder(new TensorShape(4, 6, 6));
        int row = wide.add("row", new Convolution(8, flat, 2, false), 0);
        assertEquals(8 * 2 * 4, GraphStatistics.parameters(wide.build(), row));
        assertEquals(8 * 6 * 3 * 2 * 4, GraphStatistics.multiplyAdds(wide.build(), row));
        GraphBuilder builder = new GraphBuilder(new TensorShape(4, 6, 6));
        int conv = builder.add("conv", new Convolution(8, 3, 2, 2, true), 0);
        int other = builder.add("other", new Convolution(8, 1, 2, 1, false), 0);
        int add = builder.add("add", new Addition(), conv, other);
        int norm = builder.add("bn", new BatchNormalization(), add);
        int dense = builder.add("dense", new Dense(5), norm);
        NetworkGraph graph = builder.build();
        assertEquals(8 * 2 * 9 + 8, GraphStatistics.parameters(graph, conv));
        assertEquals(9 * 8 * 2 * 9, GraphStatistics.multiplyAdds(graph, conv));
        assertEquals(4 * 36 + 8 * 9, GraphStatistics.activationElements(graph, conv));
        assertEquals(3 * 8 * 9, GraphStatistics.activationElements(graph, add));
        assertEquals(0, GraphStatistics.parameters(graph, add));
        assertEquals(0, GraphStatistics.multiplyAdds(graph, norm));
        assertEquals(16, GraphStatistics.parameters(graph, norm));
        assertEquals(72 * 5 + 5, GraphStatistics.parameters(graph, dense));
        assertEquals(72 * 5, GraphStatistics.multiplyAdds(graph, dense));
        assertEquals(36 * 4, GraphStatistics.activationElements(graph, 0));
    }
}
