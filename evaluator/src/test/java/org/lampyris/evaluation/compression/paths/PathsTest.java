package org.lampyris.evaluation.compression.paths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.Networks;
import org.lampyris.evaluation.compression.trimming.ChannelGroups;
import org.lampyris.evaluation.compression.trimming.Importance;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.hardware.Segments;
import org.lampyris.space.blocks.Fire;
import org.lampyris.space.blocks.InvertedBottleneck;
import org.lampyris.space.blocks.Plain;
import org.lampyris.space.blocks.ResidualBottleneck;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.TensorShape;

class PathsTest {
    private static final List<String> TRAINED =
            List.of(NetworkWeights.WEIGHT, NetworkWeights.BIAS, NetworkWeights.GAMMA, NetworkWeights.BETA);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whatIsZeroInRandomNetworksCanGo(int round) {
        Map<Path.Kind, Integer> compared = new EnumMap<>(Path.Kind.class);
        for (long seed = 40L * round; seed < 40L * (round + 1); seed++) {
            zeroPathsAreFree(Networks.random(seed), seed, compared);
        }
        assertTrue(compared.getOrDefault(Path.Kind.BRANCH, 0) > 5, compared.toString());
    }

    @Test
    void whatIsZeroInDecodedNetworksCanGo() {
        Map<Path.Kind, Integer> compared = new EnumMap<>(Path.Kind.class);
        for (long seed = 1; seed <= 6; seed++) {
            zeroPathsAreFree(Networks.decoded(seed, new TensorShape(1, 9, 10)), seed, compared);
        }
        assertTrue(compared.getOrDefault(Path.Kind.BODY, 0) > 0, compared.toString());
        assertTrue(compared.getOrDefault(Path.Kind.BRANCH, 0) > 0, compared.toString());
    }

    /** Removes each path, those that can be made zero after they were, and compares. */
    private static void zeroPathsAreFree(WeightedNetwork network, long seed, Map<Path.Kind, Integer> compared) {
        for (Path path : Paths.of(network.graph())) {
            Optional<WeightedNetwork> zeroed =
                    path.kind() == Path.Kind.LAYER ? Optional.empty() : zeroed(network, path);
            WeightedNetwork before = zeroed.orElse(network);
            WeightedNetwork after = Paths.remove(before, path);
            assertEquals(
                    after.graph().nodes(), Paths.remove(network.graph(), path).nodes());
            assertEquals(after.graph().blocks(), Segments.described(after.graph()));
            Set<String> left = new HashSet<>();
            after.graph().nodes().stream().map(Node::name).forEach(left::add);
            assertTrue(path.removed().stream().noneMatch(left::contains));
            assertEquals(
                    network.graph().nodes().size(), left.size() + path.removed().size());
            assertTrue(GraphStatistics.of(after.graph()).parameters()
                    <= GraphStatistics.of(before.graph()).parameters());
            if (zeroed.isPresent()) {
                compared.merge(path.kind(), 1, Integer::sum);
                Networks.assertSame(before, after, seed);
            }
        }
    }

    /** The network with a path's result zero; none if the image is a part of that. */
    private static Optional<WeightedNetwork> zeroed(WeightedNetwork network, Path path) {
        Map<String, float[]> values = new TreeMap<>();
        if (path.kind() == Path.Kind.BRANCH) {
            ChannelGroups.of(network.graph()).stream()
                    .filter(group -> group.channels().containsKey(path.end()))
                    .forEach(group -> group.channels()
                            .forEach((node, units) -> units.forEach(
                                    unit -> unit.forEach(channel -> clear(network, node, channel, values)))));
        } else if (!clearWhatMakes(network, path.end(), values)) {
            return Optional.empty();
        }
        return Optional.of(Networks.with(network, values));
    }

    private static boolean clearWhatMakes(WeightedNetwork network, String end, Map<String, float[]> values) {
        List<Node> nodes = network.graph().nodes();
        boolean[] zero = new boolean[nodes.size()];
        for (int i = nodes.size() - 1; i > 0; i--) {
            Node node = nodes.get(i);
            zero[i] |= node.name().equals(end);
            if (zero[i]) {
                int before = values.size();
                clear(network, node.name(), values);
                boolean makesZero = values.size() > before;
                node.inputs().forEach(input -> zero[input] |= !makesZero);
            }
        }
        return !zero[0];
    }

    private static void clear(WeightedNetwork network, String node, Map<String, float[]> values) {
        for (String suffix : TRAINED) {
            Tensor tensor = network.weights().tensors().get(node + suffix);
            if (tensor != null) {
                values.put(node + suffix, new float[tensor.size()]);
            }
        }
    }

    private static void clear(WeightedNetwork network, String node, int channel, Map<String, float[]> values) {
        for (String suffix : TRAINED) {
            Tensor tensor = network.weights().tensors().get(node + suffix);
            if (tensor != null) {
                float[] v = values.computeIfAbsent(node + suffix, n -> tensor.values());
                int each = v.length / tensor.shape().get(0);
                Arrays.fill(v, channel * each, (channel + 1) * each, 0);
            }
        }
    }

    private static NetworkGraph network() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(3, 8, 8));
        int first = builder.next();
        int stem = builder.convolutionRelu("stem", 0, 16, 3, 1, 1);
        builder.block("stem", Block.Kind.STEM, 3, 1, 1, 1, first);
        int fire = new Fire(3, 0.25).append(builder, "fire", stem, 16, 1);
        int plain = new Plain().append(builder, "plain", fire, 16, 1);
        int inverted = new InvertedBottleneck(3, 3).append(builder, "ib", plain, 16, 1);
        int residual = new ResidualBottleneck(3, 0.25).append(builder, "rb", inverted, 16, 1);
        int projected = new ResidualBottleneck(3, 0.25).append(builder, "down", residual, 32, 2);
        int loose = builder.convolutionRelu("loose", projected, 32, 3, 1, 1);
        builder.add("classes", new Dense(5), builder.add("pool", new GlobalAveragePooling(), loose));
        return builder.build();
    }

    @Test
    void branchesBodiesAndLayersAreFound() {
        NetworkGraph graph = network();
        List<Path> paths = Paths.of(graph);
        assertEquals(
                List.of(
                        "BRANCH fire.expand1.relu",
                        "BRANCH fire.expandk.relu",
                        "BODY ib.project.bn",
                        "BODY rb.expand.bn",
                        "LAYER fire",
                        "LAYER plain",
                        "LAYER loose"),
                paths.stream().map(path -> path.kind() + " " + path.name()).toList());
        assertEquals(
                List.of("fire.expand1", "fire.expand1.bn", "fire.expand1.relu", "fire.concat"),
                paths.get(0).removed());
        NetworkGraph narrow = Paths.remove(graph, paths.get(0));
        assertEquals(
                List.of("stem", "plain", "ib", "rb", "down"),
                narrow.blocks().stream().map(Block::name).toList());
        NetworkGraph noBody = Paths.remove(graph, paths.get(3));
        assertTrue(noBody.nodes().stream().anyMatch(node -> node.name().equals("rb.relu")));
        assertFalse(noBody.nodes().stream().anyMatch(node -> node.name().startsWith("rb.add")));
        assertEquals(
                List.of("stem", "fire", "ib", "rb", "down"),
                Paths.remove(graph, paths.get(5)).blocks().stream()
                        .map(Block::name)
                        .toList());
        assertEquals(
                graph.nodes().size() - 3,
                Paths.remove(graph, paths.get(6)).nodes().size());
    }

    @Test
    void otherNetworksPathsAreRefused() {
        Path path = Paths.of(network()).get(0);
        WeightedNetwork other = Networks.vgg(new TensorShape(1, 8, 8), 4);
        assertThrows(IllegalArgumentException.class, () -> Paths.remove(other, path));
    }

    @Test
    void offersTellGainAndHarm() {
        WeightedNetwork network = Networks.weighted(network(), 1);
        PathOffers offers = new PathOffers(graph -> GraphStatistics.of(graph).multiplyAdds());
        List<PathOffer> found = offers.byImportance(network, Importance.l2());
        assertEquals(Paths.of(network.graph()).size(), found.size());
        double before = (double) GraphStatistics.of(network.graph()).multiplyAdds();
        for (PathOffer offer : found) {
            assertEquals(before, offer.cost() + offer.gain());
            assertTrue(offer.gain() > 0 && offer.harm() > 0 && offer.harm() < 1, offer.toString());
        }
        assertEquals(
                found.stream()
                        .sorted(Comparator.comparingDouble(o -> -o.gain() / o.harm()))
                        .toList(),
                found);
        List<PathOffer> judged =
                offers.judged(network, proposal -> -(double) proposal.weights().size());
        assertEquals(Paths.remove(network, judged.get(0).path()).weights().size(), (long)
                -judged.get(0).harm());
        assertTrue(judged.get(0).harm() <= judged.get(1).harm());
    }
}
