package org.lampyris.evaluation.training;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network of the layers that come with Deeplearning4j, one for each node. Batch normalisation keeps a tenth. */
final class StockNetwork implements AutoCloseable {
    private final NetworkGraph graph;
    private final ComputationGraph network;

    StockNetwork(NetworkGraph graph, Optimizer optimizer, int steps, NetworkWeights start) {
        this.graph = graph;
        GraphBuilder builder =
                NetworkTrainer.settings(optimizer, steps).graphBuilder().addInputs("input");
        TensorShape in = graph.input();
        builder.setInputTypes(InputType.convolutional(in.height(), in.width(), in.channels(), CNN2DFormat.NCHW));
        for (int i = 1; i < graph.nodes().size(); i++) {
            add(builder, graph.nodes().get(i), graph.inputShape(i).channels());
        }
        builder.setOutputs(name(graph.nodes().size() - 1));
        this.network = new ComputationGraph(builder.build());
        network.init();
        views().forEach((name, view) -> assign(view, start.get(name)));
    }

    private String name(int node) {
        return node == 0 ? "input" : graph.nodes().get(node).name();
    }

    private void add(GraphBuilder builder, Node node, int channels) {
        String[] inputs = node.inputs().stream().map(this::name).toArray(String[]::new);
        Operator operator = node.operator();
        if (operator instanceof Operator.Addition) {
            builder.addVertex(node.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs);
        } else if (operator instanceof Operator.Concatenation) {
            builder.addVertex(node.name(), new MergeVertex(), inputs);
        } else {
            builder.addLayer(node.name(), layer(operator, channels), inputs);
        }
    }

    private static Layer layer(Operator operator, int channels) {
        if (operator instanceof Convolution c && c.groups() > 1) {
            return new DepthwiseConvolution2D.Builder(c.kernel(), c.kernel())
                    .stride(c.stride(), c.stride())
                    .padding(c.kernel() / 2, c.kernel() / 2)
                    .convolutionMode(ConvolutionMode.Truncate)
                    .depthMultiplier(1)
                    .nIn(channels)
                    .nOut(channels)
                    .hasBias(false)
                    .activation(Activation.IDENTITY)
                    .build();
        } else if (operator instanceof Convolution c) {
            return new ConvolutionLayer.Builder(c.kernel(), c.kernel())
                    .stride(c.stride(), c.stride())
                    .padding(c.kernel() / 2, c.kernel() / 2)
                    .convolutionMode(ConvolutionMode.Truncate)
                    .nIn(channels)
                    .nOut(c.outChannels())
                    .hasBias(false)
                    .activation(Activation.IDENTITY)
                    .build();
        } else if (operator instanceof Operator.BatchNormalization) {
            return new BatchNormalization.Builder()
                    .nIn(channels)
                    .nOut(channels)
                    .eps(NetworkWeights.EPSILON)
                    .decay(0.9)
                    .useLogStd(false)
                    .activation(Activation.IDENTITY)
                    .build();
        } else if (operator instanceof Pooling pooling) {
            int k = pooling.kernel();
            int padding = k % 2 == 0 ? 0 : k / 2;
            boolean maximum = pooling.kind() == Pooling.Kind.MAXIMUM;
            return new SubsamplingLayer.Builder(maximum ? PoolingType.MAX : PoolingType.AVG)
                    .kernelSize(k, k)
                    .stride(pooling.stride(), pooling.stride())
                    .padding(padding, padding)
                    .convolutionMode(ConvolutionMode.Truncate)
                    .build();
        } else if (operator instanceof Operator.Activation) {
            return new ActivationLayer(Activation.RELU);
        } else if (operator instanceof Operator.GlobalAveragePooling) {
            return new GlobalPoolingLayer(PoolingType.AVG);
        } else if (operator instanceof Operator.Dense dense) {
            return new OutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(channels)
                    .nOut(dense.units())
                    .activation(Activation.SOFTMAX)
                    .build();
        }
        throw new AssertionError(operator);
    }

    ComputationGraph network() {
        return network;
    }

    double fit(INDArray images, INDArray labels) {
        network.fit(new INDArray[] {images}, new INDArray[] {labels});
        return network.score();
    }

    /** The parameters under their names in a weights file. */
    Map<String, INDArray> views() {
        Map<String, INDArray> views = new TreeMap<>();
        for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
            Operator operator = node.operator();
            if (operator instanceof Convolution c) {
                INDArray weight = parameter(node, "W");
                views.put(node.name() + NetworkWeights.WEIGHT, c.groups() > 1 ? weight.permute(2, 3, 0, 1) : weight);
            } else if (operator instanceof Operator.BatchNormalization) {
                views.put(node.name() + NetworkWeights.GAMMA, flat(parameter(node, "gamma")));
                views.put(node.name() + NetworkWeights.BETA, flat(parameter(node, "beta")));
                views.put(node.name() + NetworkWeights.MEAN, flat(parameter(node, "mean")));
                views.put(node.name() + NetworkWeights.VARIANCE, flat(parameter(node, "var")));
            } else if (operator instanceof Operator.Dense) {
                views.put(
                        node.name() + NetworkWeights.WEIGHT,
                        parameter(node, "W").transpose());
                views.put(node.name() + NetworkWeights.BIAS, flat(parameter(node, "b")));
            }
        }
        return views;
    }

    private INDArray parameter(Node node, String key) {
        return Objects.requireNonNull(network.getLayer(node.name()).getParam(key), node.name() + " has no " + key);
    }

    private static INDArray flat(INDArray array) {
        return array.reshape(array.length());
    }

    private static void assign(INDArray view, Tensor tensor) {
        long[] shape = view.shape();
        long[] index = new long[shape.length];
        for (int i = 0; i < tensor.size(); i++) {
            int rest = i;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                index[axis] = rest % shape[axis];
                rest /= (int) shape[axis];
            }
            view.putScalar(index, tensor.value(i));
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
