package org.lampyris.evaluation.compression.factorization;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.surgery.GraphEdit;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Window;

/**
 * Splits layers of a network into chains of smaller ones: a dense layer or 1x1 convolution {@code x} into
 * {@code x.down} and {@code x.up} by its singular values, a larger convolution into a 1x1 {@code x.down}, a
 * {@code x.core} with the window and stride, and a 1x1 {@code x.up} by Tucker-2, where an axis at full rank has no
 * layer of its own, or into a k x 1 {@code x.rows} and a 1 x k {@code x.columns}. A bias goes to the last one, and what
 * followed the layer follows that. Convolutions of several groups are left alone. Each layer's weights are decomposed
 * once, when first asked for; not thread-safe.
 */
public final class Factorization {
    private final WeightedNetwork network;
    private final Map<String, Integer> layers = new LinkedHashMap<>();
    private final Map<Key, Decomposed> decomposed = new HashMap<>();

    private record Key(String layer, Ranks.Form form) {}

    public Factorization(WeightedNetwork network) {
        this.network = network;
        for (int i = 1; i < network.graph().nodes().size(); i++) {
            Node node = network.graph().nodes().get(i);
            boolean plain = node.operator() instanceof Convolution c
                    && c.groups() == 1
                    && c.window().rows().equals(c.window().columns());
            if (plain || node.operator() instanceof Dense) {
                layers.put(node.name(), i);
            }
        }
    }

    /** The network that was given. */
    public WeightedNetwork network() {
        return network;
    }

    /** The names of the layers that can be factorized, in the network's order. */
    public List<String> layers() {
        return List.copyOf(layers.keySet());
    }

    /** What a layer can become. */
    public List<Ranks.Form> forms(String layer) {
        return windowed(network.graph().nodes().get(index(layer)).operator())
                ? List.of(Ranks.Form.CHANNELS, Ranks.Form.SEPARABLE)
                : List.of(Ranks.Form.CHANNELS);
    }

    /** The ranks at which a layer of fewer channels keeps all it has. */
    public Ranks full(String layer) {
        return full(layer, Ranks.Form.CHANNELS);
    }

    /** The ranks at which a layer keeps all it has. */
    public Ranks full(String layer, Ranks.Form form) {
        return decomposed(layer, form).full();
    }

    /**
     * The smallest ranks that keep a part of the squared norm of a layer's weights along each axis.
     *
     * @param energy 0 to 1
     */
    public Ranks keeping(String layer, double energy) {
        return keeping(layer, Ranks.Form.CHANNELS, energy);
    }

    /** The same for one of its {@link #forms}; of a separable pair all of the squared norm counts. */
    public Ranks keeping(String layer, Ranks.Form form, double energy) {
        return decomposed(layer, form).keeping(energy);
    }

    /**
     * The Frobenius norm of the weights' error over that of the weights; for Tucker-2 an upper bound, which {@link
     * #apply} improves on.
     *
     * @throws IllegalArgumentException if the layer can't have these ranks
     */
    public double relativeError(String layer, Ranks ranks) {
        check(layer, ranks);
        return decomposed(layer, ranks.form()).relativeError(ranks);
    }

    /** The graph with some layers factorized. */
    public NetworkGraph graph(Map<String, Ranks> ranks) {
        return edit(ranks).build();
    }

    /**
     * The network with some layers factorized.
     *
     * @param ranks by the layers' names
     * @throws IllegalArgumentException if there is no such layer or it can't have these ranks
     */
    public WeightedNetwork apply(Map<String, Ranks> ranks) {
        Map<String, Tensor> tensors = new TreeMap<>(network.weights().tensors());
        ranks.forEach((layer, r) -> {
            check(layer, r);
            List<GraphEdit.Layer> chain = chain(layer, r);
            List<Tensor> factors = decomposed(layer, r.form()).factors(r);
            Tensor bias = tensors.remove(layer + NetworkWeights.BIAS);
            tensors.remove(layer + NetworkWeights.WEIGHT);
            for (int i = 0; i < factors.size(); i++) {
                String name = chain.get(i).name();
                tensors.put(name + NetworkWeights.WEIGHT, factors.get(i));
                int channels = factors.get(i).shape().get(0);
                if (i == factors.size() - 1 && bias != null) {
                    tensors.put(name + NetworkWeights.BIAS, bias);
                } else if (chain.get(i).operator() instanceof Dense) {
                    tensors.put(name + NetworkWeights.BIAS, Tensor.of(new float[channels], channels));
                }
            }
        });
        return edit(ranks).build(tensors);
    }

    private GraphEdit edit(Map<String, Ranks> ranks) {
        GraphEdit edit = new GraphEdit(network.graph());
        ranks.forEach((layer, r) -> {
            check(layer, r);
            edit.replace(index(layer), chain(layer, r));
        });
        return edit;
    }

    private List<GraphEdit.Layer> chain(String name, Ranks ranks) {
        Operator operator = network.graph().nodes().get(index(name)).operator();
        List<GraphEdit.Layer> chain = new ArrayList<>();
        if (ranks.form() == Ranks.Form.SEPARABLE && operator instanceof Convolution c) {
            Window.Axis one = Window.Axis.same(1, 1);
            Window rows = new Window(c.window().rows(), one);
            Window columns = new Window(one, c.window().columns());
            chain.add(layer(name + ".rows", new Convolution(ranks.in(), rows, 1, false)));
            chain.add(layer(name + ".columns", new Convolution(c.outChannels(), columns, 1, c.bias())));
        } else if (operator instanceof Dense d) {
            chain.add(layer(name + ".down", new Dense(ranks.in())));
            chain.add(layer(name + ".up", new Dense(d.units())));
        } else if (operator instanceof Convolution c && c.kernel() == 1) {
            chain.add(layer(name + ".down", new Convolution(ranks.in(), c.window(), 1, false)));
            chain.add(layer(name + ".up", new Convolution(c.outChannels(), 1, 1, 1, c.bias())));
        } else if (operator instanceof Convolution c) {
            boolean up = ranks.out() < c.outChannels();
            if (ranks.in() < network.graph().inputShape(index(name)).channels()) {
                chain.add(layer(name + ".down", new Convolution(ranks.in(), 1, 1, 1, false)));
            }
            chain.add(layer(name + ".core", new Convolution(ranks.out(), c.window(), 1, !up && c.bias())));
            if (up) {
                chain.add(layer(name + ".up", new Convolution(c.outChannels(), 1, 1, 1, c.bias())));
            }
        }
        return chain;
    }

    /** With a number behind its name if the network has a node of that name. */
    private GraphEdit.Layer layer(String wish, Operator operator) {
        Set<String> taken = new HashSet<>();
        network.graph().nodes().forEach(node -> taken.add(node.name()));
        String name = wish;
        for (int i = 2; taken.contains(name); i++) {
            name = wish + "~" + i;
        }
        return new GraphEdit.Layer(name, operator);
    }

    private void check(String layer, Ranks ranks) {
        if (!forms(layer).contains(ranks.form())) {
            throw new IllegalArgumentException(layer + " has no window and can't become a separable pair");
        }
        Ranks full = full(layer, ranks.form());
        boolean twoAxes = decomposed(layer, ranks.form()) instanceof Tucker;
        if (ranks.in() > full.in() || ranks.out() > full.out() || (!twoAxes && ranks.in() != ranks.out())) {
            throw new IllegalArgumentException(
                    layer + " can't have " + ranks + (twoAxes ? ", only up to " : ", only the same up to ") + full);
        }
    }

    private Decomposed decomposed(String layer, Ranks.Form form) {
        Key key = new Key(layer, form);
        Decomposed known = decomposed.get(key);
        if (known == null) {
            boolean windowed =
                    windowed(network.graph().nodes().get(index(layer)).operator());
            Tensor weight = network.weights().get(layer + NetworkWeights.WEIGHT);
            known = form == Ranks.Form.SEPARABLE
                    ? new Separable(weight)
                    : windowed ? new Tucker(weight) : new TruncatedSvd(weight);
            decomposed.put(key, known);
        }
        return known;
    }

    private static boolean windowed(Operator operator) {
        return operator instanceof Convolution c && c.kernel() > 1;
    }

    private int index(String layer) {
        Integer index = layers.get(layer);
        if (index == null) {
            throw new IllegalArgumentException("there is no layer " + layer + " that can be factorized");
        }
        return index;
    }
}
