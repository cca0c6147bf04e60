package org.lampyris.evaluation.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

/**
 * The training loss of a network as its operators are defined: a whole batch, batch normalisation by the batch's own
 * statistics, plain loops, double precision. Gradients are central differences.
 */
final class ReferenceTraining {
    private static final double STEP = 1e-6;

    private final NetworkGraph graph;
    private final Map<String, double[]> weights = new TreeMap<>();
    private final Map<String, double[]> statistics = new TreeMap<>();

    ReferenceTraining(NetworkGraph graph, NetworkWeights start) {
        this.graph = graph;
        start.tensors().forEach((name, tensor) -> {
            double[] values = new double[tensor.size()];
            Arrays.setAll(values, i -> tensor.value(i));
            weights.put(name, values);
        });
    }

    /** The batch statistics of the last forward pass, by the names of the running ones; the variance is unbiased. */
    Map<String, double[]> statistics() {
        return statistics;
    }

    /** The mean cross-entropy of a batch. */
    double loss(double[][] images, int[] labels) {
        double[][] logits = logits(images);
        double sum = 0;
        for (int n = 0; n < labels.length; n++) {
            double largest = Arrays.stream(logits[n]).max().orElseThrow();
            double total = 0;
            for (double logit : logits[n]) {
                total += Math.exp(logit - largest);
            }
            sum += largest + Math.log(total) - logits[n][labels[n]];
        }
        return sum / labels.length;
    }

    /** The loss's gradient by a tensor, value after value. */
    double[] gradient(String name, double[][] images, int[] labels) {
        return gradient(
                name, images, labels, IntStream.range(0, weight(name).length).toArray());
    }

    /** The gradient by some values of a tensor, in their order. */
    double[] gradient(String name, double[][] images, int[] labels, int[] places) {
        double[] values = weight(name);
        double[] gradient = new double[places.length];
        for (int k = 0; k < places.length; k++) {
            int i = places[k];
            double held = values[i];
            values[i] = held + STEP;
            double above = loss(images, labels);
            values[i] = held - STEP;
            double below = loss(images, labels);
            values[i] = held;
            gradient[k] = (above - below) / (2 * STEP);
        }
        return gradient;
    }

    /** The loss's second derivatives by each value of a tensor alone. */
    double[] curvature(String name, double[][] images, int[] labels) {
        double step = 1e-4;
        double[] values = weight(name);
        double[] curvature = new double[values.length];
        double here = loss(images, labels);
        for (int i = 0; i < values.length; i++) {
            double held = values[i];
            values[i] = held + step;
            double above = loss(images, labels);
            values[i] = held - step;
            double below = loss(images, labels);
            values[i] = held;
            curvature[i] = (above - 2 * here + below) / (step * step);
        }
        return curvature;
    }

    private double[][] logits(double[][] images) {
        List<double[][]> results = new ArrayList<>();
        results.add(images);
        for (int i = 1; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            double[][] y = new double[images.length][(int) graph.shape(i).elements()];
            if (node.operator() instanceof Operator.BatchNormalization) {
                normalize(node.name(), results.get(node.inputs().get(0)), y, graph.shape(i));
            } else {
                for (int n = 0; n < y.length; n++) {
                    List<double[]> inputs = new ArrayList<>();
                    for (int input : node.inputs()) {
                        inputs.add(results.get(input)[n]);
                    }
                    compute(node, inputs, graph.inputShape(i), y[n], graph.shape(i));
                }
            }
            results.add(y);
        }
        return results.get(results.size() - 1);
    }

    private void normalize(String name, double[][] x, double[][] y, TensorShape shape) {
        int plane = shape.height() * shape.width();
        double count = (double) plane * x.length;
        double[] means = new double[shape.channels()];
        double[] variances = new double[shape.channels()];
        for (int c = 0; c < shape.channels(); c++) {
            double mean = 0;
            for (double[] image : x) {
                for (int i = c * plane; i < (c + 1) * plane; i++) {
                    mean += image[i] / count;
                }
            }
            double variance = 0;
            for (double[] image : x) {
                for (int i = c * plane; i < (c + 1) * plane; i++) {
                    variance += (image[i] - mean) * (image[i] - mean) / count;
                }
            }
            double deviation = Math.sqrt(variance + 1e-5);
            for (int n = 0; n < x.length; n++) {
                for (int i = c * plane; i < (c + 1) * plane; i++) {
                    y[n][i] = (x[n][i] - mean) / deviation * weight(name + ".gamma")[c] + weight(name + ".beta")[c];
                }
            }
            means[c] = mean;
            variances[c] = variance * count / (count - 1);
        }
        statistics.put(name + ".mean", means);
        statistics.put(name + ".variance", variances);
    }

    private void compute(Node node, List<double[]> inputs, TensorShape in, double[] y, TensorShape out) {
        Operator operator = node.operator();
        double[] x = inputs.get(0);
        if (operator instanceof Operator.Convolution convolution) {
            convolve(weight(node.name() + ".weight"), convolution, x, in, y, out);
            if (convolution.bias()) {
                double[] bias = weight(node.name() + ".bias");
                Arrays.setAll(y, i -> y[i] + bias[i / (out.height() * out.width())]);
            }
        } else if (operator instanceof Operator.Pooling pooling) {
            pool(pooling, x, in, y, out);
        } else if (operator instanceof Operator.Activation) {
            Arrays.setAll(y, i -> Math.max(0, x[i]));
        } else if (operator instanceof Operator.GlobalAveragePooling) {
            int plane = in.height() * in.width();
            for (int i = 0; i < x.length; i++) {
                y[i / plane] += x[i] / plane;
            }
        } else if (operator instanceof Operator.Addition) {
            inputs.forEach(input -> Arrays.setAll(y, i -> y[i] + input[i]));
        } else if (operator instanceof Operator.Concatenation) {
            int place = 0;
            for (double[] input : inputs) {
                System.arraycopy(input, 0, y, place, input.length);
                place += input.length;
            }
        } else if (operator instanceof Operator.Dense) {
            double[] matrix = weight(node.name() + ".weight");
            for (int unit = 0; unit < y.length; unit++) {
                y[unit] = weight(node.name() + ".bias")[unit];
                for (int i = 0; i < x.length; i++) {
                    y[unit] += matrix[unit * x.length + i] * x[i];
                }
            }
        } else {
            throw new AssertionError(operator);
        }
    }

    private static void convolve(
            double[] kernels, Operator.Convolution c, double[] x, TensorShape in, double[] y, TensorShape out) {
        int perGroup = in.channels() / c.groups();
        int outPerGroup = c.outChannels() / c.groups();
        Window.Axis rows = c.window().rows();
        Window.Axis columns = c.window().columns();
        int taps = rows.kernel() * columns.kernel();
        for (int index = 0; index < y.length; index++) {
            int o = index / (out.height() * out.width());
            int top = index / out.width() % out.height() * rows.stride() - rows.before();
            int left = index % out.width() * columns.stride() - columns.before();
            for (int i = 0; i < perGroup; i++) {
                int channel = o / outPerGroup * perGroup + i;
                for (int tap = 0; tap < taps; tap++) {
                    int row = top + tap / columns.kernel();
                    int column = left + tap % columns.kernel();
                    if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                        y[index] += kernels[(o * perGroup + i) * taps + tap]
                                * x[(channel * in.height() + row) * in.width() + column];
                    }
                }
            }
        }
    }

    private static void pool(Operator.Pooling p, double[] x, TensorShape in, double[] y, TensorShape out) {
        int k = p.kernel();
        int padding = k % 2 == 0 ? 0 : k / 2;
        for (int index = 0; index < y.length; index++) {
            int channel = index / (out.height() * out.width());
            int top = index / out.width() % out.height() * p.stride() - padding;
            int left = index % out.width() * p.stride() - padding;
            double largest = Double.NEGATIVE_INFINITY;
            double sum = 0;
            int count = 0;
            for (int tap = 0; tap < k * k; tap++) {
                int row = top + tap / k;
                int column = left + tap % k;
                if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                    double value = x[(channel * in.height() + row) * in.width() + column];
                    largest = Math.max(largest, value);
                    sum += value;
                    count++;
                }
            }
            y[index] = p.kind() == Operator.Pooling.Kind.MAXIMUM ? largest : sum / count;
        }
    }

    private double[] weight(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }
}
