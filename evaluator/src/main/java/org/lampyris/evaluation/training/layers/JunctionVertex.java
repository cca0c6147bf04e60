package org.lampyris.evaluation.training.layers;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Where branches meet: their sum, with or without a ReLU after it, or their channels one after the other; or a place on
 * one branch that is {@linkplain FeatureTap listened to}.
 */
public final class JunctionVertex extends GraphVertex {
    private static final long serialVersionUID = 1L;

    /** What is done with them. */
    public enum Kind {
        SUM,
        SUM_RELU,
        CONCATENATION,
        TAP
    }

    private final Kind kind;

    public JunctionVertex(@JsonProperty("kind") Kind kind) {
        this.kind = kind;
    }

    public Kind getKind() {
        return kind;
    }

    @Override
    public GraphVertex clone() {
        return new JunctionVertex(kind);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JunctionVertex junction && junction.kind == kind;
    }

    @Override
    public int hashCode() {
        return kind.hashCode();
    }

    @Override
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return kind == Kind.TAP ? 1 : 2;
    }

    @Override
    public int maxVertexInputs() {
        return kind == Kind.TAP ? 1 : Integer.MAX_VALUE;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph,
            String name,
            int index,
            INDArray paramsView,
            boolean initializeParams,
            DataType networkDatatype) {
        return switch (kind) {
            case SUM, SUM_RELU -> new SumJunction(graph, name, index, networkDatatype, kind == Kind.SUM_RELU);
            case CONCATENATION -> new ConcatenationJunction(graph, name, index, networkDatatype);
            case TAP -> new FeatureTap(graph, name, index, networkDatatype);
        };
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) {
        InputType.InputTypeConvolutional first = (InputType.InputTypeConvolutional) inputs[0];
        long channels = kind == Kind.CONCATENATION
                ? Arrays.stream(inputs)
                        .mapToLong(type -> ((InputType.InputTypeConvolutional) type).getChannels())
                        .sum()
                : first.getChannels();
        return InputType.convolutional(first.getHeight(), first.getWidth(), channels);
    }

    @Override
    public MemoryReport getMemoryReport(InputType... inputs) {
        InputType output = getOutputType(0, inputs);
        return new LayerMemoryReport.Builder(null, JunctionVertex.class, output, output)
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .build();
    }
}
