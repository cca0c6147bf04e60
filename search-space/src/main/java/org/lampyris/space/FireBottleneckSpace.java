package org.lampyris.space;

import java.util.ArrayList;
import java.util.List;
import org.lampyris.space.blocks.Widths;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.CanonicalForm;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.TensorShape;

/**
 * The space of networks with a convolutional stem, stages of Fire modules, bottlenecks and simpler blocks, and a pooled
 * head. An image may be too small for all the halvings: a side of one pixel stays one pixel.
 */
public final class FireBottleneckSpace implements NetworkSpace {
    private static final int STEM_KERNEL = 3;

    private final SpaceDefinition definition;
    private final TensorShape input;
    private final int classes;
    private final List<Decision> decisions;
    private final Slot<Integer> stemWidth;
    private final Slot<Integer> stemStride;
    private final FormatDecisions stemWeights;
    private final List<StageDecisions> stages;
    private final Slot<Integer> headWidth;
    private final FormatDecisions headWeights;

    /**
     * @param input the images' shape
     * @param classes the number of logits, at least 1
     */
    public FireBottleneckSpace(SpaceDefinition definition, TensorShape input, int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("a network needs classes, not " + classes);
        }
        this.definition = definition;
        this.input = input;
        this.classes = classes;
        DecisionList list = new DecisionList();
        stemWidth = list.decide("stem.width", definition.stem().widths(), String::valueOf);
        stemStride = list.decide("stem.stride", definition.stem().strides(), String::valueOf);
        stemWeights = new FormatDecisions("stem", definition.stem().weights(), list);
        List<StageDecisions> perStage = new ArrayList<>();
        for (SpaceDefinition.Stage stage : definition.stages()) {
            perStage.add(new StageDecisions("stage" + (perStage.size() + 1), stage, list));
        }
        stages = List.copyOf(perStage);
        headWidth = list.decide("head.width", definition.head().widths(), String::valueOf);
        headWeights = new FormatDecisions("head", definition.head().weights(), list);
        decisions = list.decisions();
    }

    public SpaceDefinition definition() {
        return definition;
    }

    @Override
    public List<Decision> decisions() {
        return decisions;
    }

    @Override
    public Architecture architecture(List<Integer> choices) {
        return new Architecture(choices, CanonicalForm.id(decode(choices)));
    }

    /**
     * One line, e.g. {@code stem16s2 | fire k3 r1/4 x2 w24 s1 | plain x1 w32 s2 | head128}; of compressed layers also
     * {@code b4} bits, {@code z1/2} of the weights zero, {@code t0.75} of the inner channels kept, {@code f1/4} of the
     * full rank.
     */
    @Override
    public String describe(Architecture architecture) {
        List<Integer> choices = architecture.choices();
        StringBuilder text = new StringBuilder("stem");
        text.append(width(stemWidth, choices)).append('s').append(stemStride.value(choices));
        text.append(stemWeights.describe(choices));
        stages.forEach(stage -> text.append(" | ").append(stage.describe(choices)));
        text.append(" | head");
        if (headWidth.value(choices) > 0) {
            text.append(width(headWidth, choices));
        }
        return text.append(headWeights.describe(choices)).toString();
    }

    @Override
    public NetworkGraph decode(List<Integer> choices) {
        if (!contains(choices)) {
            throw new IllegalArgumentException("these choices are not in the space: " + choices);
        }
        GraphBuilder graph = new GraphBuilder(input);
        int stride = stemStride.value(choices);
        graph.format(stemWeights.format(choices));
        int last = graph.convolutionRelu("stem", 0, width(stemWidth, choices), STEM_KERNEL, stride, 1);
        graph.block("stem", Block.Kind.STEM, STEM_KERNEL, stride, 1, 1, 1);
        for (StageDecisions stage : stages) {
            last = stage.append(graph, choices, last);
        }
        graph.format(headWeights.format(choices));
        graph.ranks(full -> full);
        head(graph, choices, last);
        return graph.build();
    }

    private void head(GraphBuilder graph, List<Integer> choices, int input) {
        int first = graph.next();
        boolean widened = headWidth.value(choices) > 0;
        int from = widened ? graph.convolutionRelu("head", input, width(headWidth, choices), 1, 1, 1) : input;
        int pooled = graph.add("head.pool", new GlobalAveragePooling(), from);
        graph.add("head.dense", new Dense(classes), pooled);
        graph.block("head", Block.Kind.HEAD, 1, 1, 1, 1, first);
    }

    private static int width(Slot<Integer> slot, List<Integer> choices) {
        return Widths.scaled(slot.value(choices), 1);
    }
}
