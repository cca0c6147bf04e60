package org.lampyris.evaluation.compression.paths;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.lampyris.evaluation.compression.surgery.GraphEdit;
import org.lampyris.evaluation.compression.trimming.ChannelGroup;
import org.lampyris.evaluation.compression.trimming.Trimming;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;

/**
 * The paths of one network. A branch or body whose result is zero can be removed without any change of the outputs; the
 * others' harm is for importance or a judge to tell.
 *
 * @see "Deep Networks with Stochastic Depth (Huang et al. 2016), for bodies that may be missing"
 */
public final class Paths {
    private final NetworkGraph graph;
    private final Trimming trimming;
    private final Map<String, Integer> indices = new HashMap<>();
    private final Map<String, Path> found = new LinkedHashMap<>();

    private Paths(NetworkGraph graph) {
        this.graph = graph;
        this.trimming = new Trimming(graph);
        graph.nodes().forEach(node -> indices.put(node.name(), indices.size()));
    }

    /** All paths: branches and bodies in the order of their junctions, then layers. */
    public static List<Path> of(NetworkGraph graph) {
        Paths paths = new Paths(graph);
        paths.find();
        return List.copyOf(paths.found.values());
    }

    private void find() {
        for (int i = 1; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            for (int input : Set.copyOf(node.inputs()).stream().sorted().toList()) {
                if (node.operator() instanceof Concatenation) {
                    offer(Path.Kind.BRANCH, name(input), i, input);
                } else if (node.operator() instanceof Addition && isBody(node, input)) {
                    offer(Path.Kind.BODY, name(input), i, input);
                }
            }
        }
        new Layers(graph).all().forEach(this::offerLayer);
    }

    /**
     * @param path of this network
     * @throws IllegalArgumentException if the network has no such path
     */
    public static WeightedNetwork remove(WeightedNetwork network, Path path) {
        Paths paths = new Paths(network.graph());
        paths.check(path);
        return path.kind() == Path.Kind.BRANCH
                ? paths.trimming.without(paths.channels(path.end()), network.weights())
                : paths.edit(path).build(network.weights().tensors());
    }

    /** The graph only. */
    public static NetworkGraph remove(NetworkGraph graph, Path path) {
        Paths paths = new Paths(graph);
        paths.check(path);
        return paths.without(path);
    }

    private void check(Path path) {
        offer(path.kind(), path.name(), index(path.junction()), index(path.end()));
        if (!path.equals(found.get(path.name()))) {
            throw new IllegalArgumentException("the network has no path " + path.name() + " of this form");
        }
    }

    private NetworkGraph without(Path path) {
        return path.kind() == Path.Kind.BRANCH
                ? trimming.without(channels(path.end()))
                : edit(path).build();
    }

    private void offerLayer(Layers.Layer layer) {
        boolean hasBody = found.values().stream()
                .anyMatch(path -> path.kind() == Path.Kind.BODY
                        && index(path.junction()) >= layer.first()
                        && index(path.junction()) <= layer.last());
        if (!hasBody) {
            offer(Path.Kind.LAYER, layer.name(), layer.last(), layer.before());
        }
    }

    /** Keeps a path if the network is one without it. */
    private void offer(Path.Kind kind, String name, int junction, int end) {
        Path path = new Path(name, kind, name(junction), name(end), List.of());
        Optional<NetworkGraph> rest = tryWithout(path);
        if (rest.isPresent() && !found.containsKey(name)) {
            Set<String> left = new HashSet<>();
            rest.get().nodes().forEach(node -> left.add(node.name()));
            List<String> removed = graph.nodes().stream()
                    .map(Node::name)
                    .filter(node -> !left.contains(node))
                    .toList();
            found.put(name, new Path(name, kind, path.junction(), path.end(), removed));
        }
    }

    private Optional<NetworkGraph> tryWithout(Path path) {
        try {
            return Optional.of(without(path));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // Something would be left without input.
        }
    }

    private GraphEdit edit(Path path) {
        GraphEdit edit = new GraphEdit(graph);
        int junction = index(path.junction());
        int end = index(path.end());
        if (path.kind() == Path.Kind.LAYER) {
            edit.bypass(junction, end);
            return edit;
        }
        List<Integer> inputs = new ArrayList<>(graph.nodes().get(junction).inputs());
        inputs.remove(Integer.valueOf(end));
        if (inputs.size() == 1) {
            edit.bypass(junction, inputs.get(0));
        } else {
            edit.change(junction, graph.nodes().get(junction).operator(), inputs);
        }
        return edit;
    }

    /**
     * All units that a node's channels belong to.
     *
     * @throws IllegalArgumentException if some of its channels must stay
     */
    private Map<String, List<Integer>> channels(String node) {
        Map<String, List<Integer>> removed = new LinkedHashMap<>();
        int channels = 0;
        for (ChannelGroup group : trimming.groups()) {
            for (List<Integer> unit : group.channels().getOrDefault(node, List.of())) {
                channels += unit.size();
            }
            if (group.channels().containsKey(node)) {
                removed.put(
                        group.name(), IntStream.range(0, group.size()).boxed().toList());
            }
        }
        if (channels < graph.shape(index(node)).channels()) {
            throw new IllegalArgumentException("some channels of " + node + " must stay");
        }
        return removed;
    }

    /** Whether an input of an addition is there for it only and works on another input of it. */
    private boolean isBody(Node addition, int input) {
        Set<Integer> above = ancestors(input);
        return addition.inputs().stream().anyMatch(above::contains)
                && graph.nodes().stream()
                                .flatMap(node -> node.inputs().stream())
                                .filter(i -> i == input)
                                .count()
                        == 1;
    }

    private Set<Integer> ancestors(int node) {
        Set<Integer> above = new HashSet<>(graph.nodes().get(node).inputs());
        for (int i = node - 1; i >= 0; i--) {
            if (above.contains(i)) {
                above.addAll(graph.nodes().get(i).inputs());
            }
        }
        return above;
    }

    private String name(int node) {
        return graph.nodes().get(node).name();
    }

    private int index(String name) {
        return indices.getOrDefault(name, 0);
    }
}
