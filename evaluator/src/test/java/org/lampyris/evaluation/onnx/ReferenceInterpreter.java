package org.lampyris.evaluation.onnx;

import java.util.ArrayList;
import java.util.List;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

/** Computes a network as its operators are defined: one image, plain loops, double precision, nothing folded. */
public final class ReferenceInterpreter {
    private final NetworkGraph graph;
    private final NetworkWeights weights;

    public ReferenceInterpreter(NetworkGraph graph, NetworkWeights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    /**
     * @param image after preprocessing: channels x height x width
     * @return the logits
     */
    public double[] run(double[] image) {
        List<double[]> results = new ArrayList<>();
        results.add(image);
        for (int i = 1; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            List<double[]> inputs = node.inputs().stream().map(results::get).toList();
            results.add(compute(node, inputs, graph.inputShape(i), graph.shape(i)));
        }
        return results.get(results.size() - 1);
    }

    private double[] compute(Node node, List<double[]> inputs, TensorShape in, TensorShape out) {
        Operator operator = node.operator();
        double[] x = inputs.get(0);
        double[] y = new double[Math.toIntExact(out.elements())];
        if (operator instanceof Operator.Convolution convolution) {
            convolve(node.name(), convolution, x, in, y, out);
        } else if (operator instanceof Operator.Pooling pooling) {
            pool(pooling, x, in, y, out);
        } else if (operator instanceof Operator.BatchNormalization) {
            int plane = in.height() * in.width();
            for (int i = 0; i < y.length; i++) {
                int channel = i / plane;
                double deviation = Math.sqrt(weight(node, NetworkWeights.VARIANCE, channel) + 1e-5);
                y[i] = (x[i] - weight(node, NetworkWeights.MEAN, channel))
                                / deviation
                                * weight(node, NetworkWeights.GAMMA, channel)
                        + weight(node, NetworkWeights.BETA, channel);
            }
        } else if (operator instanceof Operator.Activation) {
            for (int i = 0; i < y.length; i++) {
                y[i] = Math.max(0, x[i]);
            }
        } else if (operator instanceof Operator.GlobalAveragePooling) {
            int plane = in.height() * in.width();
            for (int i = 0; i < x.length; i++) {
                y[i / plane] += x[i] / plane;
            }
        } else if (operator instanceof Operator.Addition) {
            for (double[] input : inputs) {
                for (int i = 0; i < y.length; i++) {
                    y[i] += input[i];
                }
            }
        } else if (operator instanceof Operator.Concatenation) {
            int place = 0;
            for (double[] input : inputs) {
                System.arraycopy(input, 0, y, place, input.length);
                place += input.length;
            }
        } else if (operator instanceof Operator.Dense) {
            for (int unit = 0; unit < y.length; unit++) {
                y[unit] = weight(node, NetworkWeights.BIAS, unit);
                for (int i = 0; i < x.length; i++) {
                    y[unit] += weight(node, NetworkWeights.WEIGHT, unit * x.length + i) * x[i];
                }
            }
        } else {
            throw new AssertionError(operator);
        }
        return y;
    }

    private void convolve(
            String name, Operator.Convolution c, double[] x, TensorShape in, double[] y, TensorShape out) {
        float[] kernels = weights.get(name + NetworkWeights.WEIGHT).values();
        int perGroup = in.channels() / c.groups();
        int outPerGroup = c.outChannels() / c.groups();
        int index = 0;
        for (int o = 0; o < c.outChannels(); o++) {
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    double sum =
                            c.bias() ? weights.get(name + NetworkWeights.BIAS).value(o) : 0;
                    for (int kr = 0; kr < c.kernel(); kr++) {
                        for (int kc = 0; kc < c.kernel(); kc++) {
                            int r = row * c.stride() + kr - c.kernel() / 2;
                            int k = column * c.stride() + kc - c.kernel() / 2;
                            if (r < 0 || r >= in.height() || k < 0 || k >= in.width()) {
                                continue;
                            }
                            for (int i = 0; i < perGroup; i++) {
                                int channel = o / outPerGroup * perGroup + i;
                                sum += kernels[((o * perGroup + i) * c.kernel() + kr) * c.kernel() + kc]
                                        * x[(channel * in.height() + r) * in.width() + k];
                            }
                        }
                    }
                    y[index++] = sum;
                }
            }
        }
    }

    private static void pool(Operator.Pooling p, double[] x, TensorShape in, double[] y, TensorShape out) {
        int padding = p.kernel() % 2 == 0 ? 0 : p.kernel() / 2;
        for (int channel = 0; channel < in.channels(); channel++) {
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    double sum = 0;
                    double largest = Double.NEGATIVE_INFINITY;
                    int count = 0;
                    for (int kr = 0; kr < p.kernel(); kr++) {
                        for (int kc = 0; kc < p.kernel(); kc++) {
                            int r = row * p.stride() + kr - padding;
                            int k = column * p.stride() + kc - padding;
                            if (r >= 0 && r < in.height() && k >= 0 && k < in.width()) {
                                double value = x[(channel * in.height() + r) * in.width() + k];
                                sum += value;
                                largest = Math.max(largest, value);
                                count++;
                            }
                        }
                    }
                    y[(channel * out.height() + row) * out.width() + column] =
                            p.kind() == Operator.Pooling.Kind.MAXIMUM ? largest : sum / count;
                }
            }
        }
    }

    private double weight(Node node, String suffix, int index) {
        return weights.get(node.name() + suffix).value(index);
    }
}
