package org.lampyris.evaluation.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

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
        List<double[]> results = results(image);
        return results.get(results.size() - 1);
    }

    /** What each node makes of an image. */
    List<double[]> results(double[] image) {
        List<double[]> results = new ArrayList<>();
        results.add(image);
        for (int i = 1; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            List<double[]> inputs = node.inputs().stream().map(results::get).toList();
            results.add(compute(node, inputs, graph.inputShape(i), graph.shape(i)));
        }
        return results;
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
        } else if (operator instanceof Operator.Pointwise pointwise) {
            for (int i = 0; i < y.length; i++) {
                y[i] = apply(pointwise, x[i]);
            }
        } else if (operator instanceof Operator.Multiplication) {
            double[] factors = inputs.get(1);
            for (int i = 0; i < y.length; i++) {
                y[i] = x[i] * factors[i / (y.length / factors.length)];
            }
        } else if (operator instanceof Operator.Padding padding) {
            for (int i = 0; i < x.length; i++) {
                int column = i % in.width() + padding.left();
                int row = i / in.width() % in.height() + padding.top();
                int channel = i / in.width() / in.height();
                y[(channel * out.height() + row) * out.width() + column] = x[i];
            }
        } else if (operator instanceof Operator.Softmax) {
            double largest = Arrays.stream(x).max().orElseThrow();
            double sum = Arrays.stream(x).map(v -> Math.exp(v - largest)).sum();
            for (int i = 0; i < y.length; i++) {
                y[i] = Math.exp(x[i] - largest) / sum;
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

    private static double apply(Operator.Pointwise operator, double x) {
        if (operator instanceof Operator.Clip clip) {
            return Math.max(clip.low(), Math.min(clip.high(), x));
        } else if (operator instanceof Operator.LeakyRelu relu) {
            return x > 0 ? x : relu.slope() * x;
        } else if (operator instanceof Operator.HardSigmoid sigmoid) {
            return Math.max(0, Math.min(1, sigmoid.slope() * x + sigmoid.offset()));
        }
        return switch (((Operator.Activation) operator).function()) {
            case RELU -> Math.max(0, x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case HARD_SWISH -> x * Math.min(Math.max(x + 3, 0), 6) / 6;
        };
    }

    private void convolve(
            String name, Operator.Convolution c, double[] x, TensorShape in, double[] y, TensorShape out) {
        float[] kernels = weights.get(name + NetworkWeights.WEIGHT).values();
        Window.Axis rows = c.window().rows();
        Window.Axis columns = c.window().columns();
        int perGroup = in.channels() / c.groups();
        int outPerGroup = c.outChannels() / c.groups();
        int index = 0;
        for (int o = 0; o < c.outChannels(); o++) {
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    double sum =
                            c.bias() ? weights.get(name + NetworkWeights.BIAS).value(o) : 0;
                    for (int kr = 0; kr < rows.kernel(); kr++) {
                        for (int kc = 0; kc < columns.kernel(); kc++) {
                            int r = row * rows.stride() + kr * rows.dilation() - rows.before();
                            int k = column * columns.stride() + kc * columns.dilation() - columns.before();
                            if (r < 0 || r >= in.height() || k < 0 || k >= in.width()) {
                                continue;
                            }
                            for (int i = 0; i < perGroup; i++) {
                                int channel = o / outPerGroup * perGroup + i;
                                sum += kernels[((o * perGroup + i) * rows.kernel() + kr) * columns.kernel() + kc]
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
        Window.Axis rows = p.window().rows();
        Window.Axis columns = p.window().columns();
        for (int channel = 0; channel < in.channels(); channel++) {
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    double sum = 0;
                    double largest = Double.NEGATIVE_INFINITY;
                    int count = 0;
                    for (int kr = 0; kr < rows.kernel(); kr++) {
                        for (int kc = 0; kc < columns.kernel(); kc++) {
                            int r = row * rows.stride() + kr - rows.before();
                            int k = column * columns.stride() + kc - columns.before();
                            if (r >= 0 && r < in.height() && k >= 0 && k < in.width()) {
                                double value = x[(channel * in.height() + r) * in.width() + k];
                                sum += value;
                                largest = Math.max(largest, value);
                                count++;
                            }
                        }
                    }
                    count = p.countsPadding() ? rows.kernel() * columns.kernel() : count;
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
