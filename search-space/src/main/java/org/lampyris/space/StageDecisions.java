package org.lampyris.space;

import java.util.List;
import java.util.stream.IntStream;
import org.lampyris.space.SpaceDefinition.Stage;
import org.lampyris.space.blocks.BlockType;
import org.lampyris.space.blocks.LayerBlock;
import org.lampyris.space.blocks.Widths;
import org.lampyris.space.graph.GraphBuilder;

/** The decisions about one stage, and the layers that they lead to. */
final class StageDecisions {
    private final int baseWidth;
    private final List<String> layerNames;
    private final Slot<BlockType> type;
    private final Slot<Integer> kernel;
    private final Slot<Integer> expansion;
    private final Slot<Double> squeeze;
    private final Slot<Integer> layers;
    private final Slot<Double> multiplier;
    private final Slot<Integer> stride;
    private final FormatDecisions weights;
    private final Slot<Double> trim;
    private final Slot<Double> rank;

    StageDecisions(String name, Stage stage, DecisionList list) {
        SpaceDefinition.BlockChoice block = stage.block();
        baseWidth = stage.width();
        layerNames = IntStream.rangeClosed(
                        1, stage.layers().stream().max(Integer::compare).orElseThrow())
                .mapToObj(layer -> name + ".layer" + layer)
                .toList();
        type = list.decide(name + ".block", block.types(), BlockType::key);
        kernel = list.decideIf(type, BlockType::hasKernel, name + ".kernel", block.kernels(), String::valueOf);
        expansion =
                list.decideIf(type, BlockType::hasExpansion, name + ".expansion", block.expansions(), String::valueOf);
        squeeze = list.decideIf(type, BlockType::hasSqueeze, name + ".squeeze", block.squeezes(), Fractions::text);
        layers = list.decide(name + ".layers", stage.layers(), String::valueOf);
        multiplier = list.decide(name + ".multiplier", stage.multipliers(), Fractions::text);
        stride = list.decide(name + ".stride", stage.strides(), String::valueOf);
        CompressionChoice compression = stage.compression();
        weights = new FormatDecisions(name, compression.weights(), list);
        trim = list.decideIf(type, BlockType::hasInner, name + ".trim", compression.trims(), Fractions::text);
        rank = list.decide(name + ".rank", compression.ranks(), Fractions::text);
    }

    int append(GraphBuilder graph, List<Integer> choices, int input) {
        BlockType blockType = type.value(choices);
        LayerBlock block = blockType.block(
                blockType.hasKernel() ? kernel.value(choices) : 0,
                blockType.hasExpansion() ? expansion.value(choices) : 0,
                blockType.hasSqueeze() ? squeeze.value(choices) : 0,
                blockType.hasInner() ? trim.value(choices) : 1);
        double share = rank.value(choices);
        graph.format(weights.format(choices));
        graph.ranks(full -> share == 1 ? full : Widths.scaled(full, share));
        int width = width(choices);
        int last = input;
        for (int layer = 0; layer < layers.value(choices); layer++) {
            last = block.append(graph, layerNames.get(layer), last, width, layer == 0 ? stride.value(choices) : 1);
        }
        return last;
    }

    String describe(List<Integer> choices) {
        BlockType blockType = type.value(choices);
        return blockType.key()
                + (blockType.hasKernel() ? " k" + kernel.value(choices) : "")
                + (blockType.hasExpansion() ? " e" + expansion.value(choices) : "")
                + (blockType.hasSqueeze() ? " r" + Fractions.text(squeeze.value(choices)) : "")
                + " x" + layers.value(choices) + " w" + width(choices) + " s" + stride.value(choices)
                + weights.describe(choices)
                + (blockType.hasInner() ? share(" t", trim, choices) : "")
                + share(" f", rank, choices);
    }

    /** Nothing where all is kept. */
    private static String share(String mark, Slot<Double> slot, List<Integer> choices) {
        double share = slot.value(choices);
        return share == 1 ? "" : mark + Fractions.text(share);
    }

    private int width(List<Integer> choices) {
        return Widths.scaled(baseWidth, multiplier.value(choices));
    }
}
