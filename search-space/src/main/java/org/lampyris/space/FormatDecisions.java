package org.lampyris.space;

import java.util.List;
import org.lampyris.space.graph.WeightFormat;

/** The decisions about how the weights of some layers are held. */
final class FormatDecisions {
    private final Slot<Integer> bits;
    private final Slot<Double> sparsity;

    FormatDecisions(String name, WeightChoice weights, DecisionList list) {
        bits = list.decide(name + ".bits", weights.bits(), String::valueOf);
        sparsity = list.decide(name + ".sparsity", weights.sparsities(), Fractions::text);
    }

    WeightFormat format(List<Integer> choices) {
        return new WeightFormat(bits.value(choices), sparsity.value(choices));
    }

    /** E.g. {@code  b4 z1/2}; nothing of what is plain. */
    String describe(List<Integer> choices) {
        WeightFormat format = format(choices);
        return (format.isInteger() ? " b" + format.bits() : "")
                + (format.sparsity() > 0 ? " z" + Fractions.text(format.sparsity()) : "");
    }
}
