package org.lampyris.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.lampyris.input.YamlNode;
import org.lampyris.space.SpaceDefinition.BlockChoice;
import org.lampyris.space.SpaceDefinition.Head;
import org.lampyris.space.SpaceDefinition.Stage;
import org.lampyris.space.SpaceDefinition.Stem;
import org.lampyris.space.blocks.BlockType;
import org.lampyris.space.blocks.Widths;
import org.lampyris.space.graph.WeightFormat;

/** The file format of {@link SpaceDefinition}. */
final class SpaceDefinitionReader {
    private static final int MAX_STAGES = 16;
    private static final int MAX_WIDTH = 4096;
    private static final int MAX_CHOICES = 32;
    private static final String[] DEFAULTS = {
        "block", "kernel", "expansion", "squeeze", "layers", "multiplier", "stride", "bits", "sparsity", "trim", "rank"
    };
    private static final String[] STAGE = {
        "width",
        "block",
        "kernel",
        "expansion",
        "squeeze",
        "layers",
        "multiplier",
        "stride",
        "bits",
        "sparsity",
        "trim",
        "rank"
    };

    private final Optional<YamlNode> defaults;

    private SpaceDefinitionReader(Optional<YamlNode> defaults) {
        this.defaults = defaults;
    }

    static SpaceDefinition definition(YamlNode root) {
        root.allowOnly("name", "stem", "defaults", "stages", "head");
        String name = root.get("name").text();
        YamlNode stem = root.get("stem").allowOnly("width", "stride", "bits", "sparsity");
        Stem stemChoice = new Stem(
                widths(stem.get("width"), SpaceDefinitionReader::width),
                choices(stem.get("stride"), SpaceDefinitionReader::stride),
                weights(stem::find));
        Optional<YamlNode> defaults = root.find("defaults").map(node -> node.allowOnly(DEFAULTS));
        List<YamlNode> stages = root.get("stages").nonEmptyList();
        if (stages.size() > MAX_STAGES) {
            throw root.get("stages")
                    .error("has " + stages.size() + " stages", "At most " + MAX_STAGES + " are supported.");
        }
        SpaceDefinitionReader reader = new SpaceDefinitionReader(defaults);
        List<Stage> stageChoices = new ArrayList<>();
        stages.forEach(stage -> stageChoices.add(reader.stage(stage.allowOnly(STAGE))));
        YamlNode head = root.get("head").allowOnly("width", "bits", "sparsity");
        return new SpaceDefinition(
                name,
                stemChoice,
                stageChoices,
                new Head(widths(head.get("width"), SpaceDefinitionReader::widthOrNone), weights(head::find)));
    }

    private Stage stage(YamlNode stage) {
        List<BlockType> types = choices(value(stage, "block"), SpaceDefinitionReader::type);
        BlockChoice block = new BlockChoice(
                types,
                choicesIf(BlockType::hasKernel, types, stage, "kernel", SpaceDefinitionReader::kernel),
                choicesIf(BlockType::hasExpansion, types, stage, "expansion", node -> node.integer(1, 12)),
                choicesIf(BlockType::hasSqueeze, types, stage, "squeeze", SpaceDefinitionReader::ratio));
        int width = width(stage.get("width"));
        List<Double> multipliers = choices(value(stage, "multiplier"), SpaceDefinitionReader::multiplier);
        refuseEqual(stage.get("width"), multipliers, "multiplier", factor -> Widths.scaled(width, factor));
        return new Stage(
                width,
                multipliers,
                choices(value(stage, "layers"), node -> node.integer(1, 8)),
                choices(value(stage, "stride"), SpaceDefinitionReader::stride),
                block,
                new CompressionChoice(
                        weights(key -> find(stage, key)),
                        optional(find(stage, "trim"), SpaceDefinitionReader::ratio),
                        optional(find(stage, "rank"), SpaceDefinitionReader::ratio)));
    }

    private YamlNode value(YamlNode stage, String key) {
        return find(stage, key).orElseGet(() -> stage.get(key));
    }

    private Optional<YamlNode> find(YamlNode stage, String key) {
        return stage.find(key).or(() -> defaults.flatMap(node -> node.find(key)));
    }

    private static WeightChoice weights(Function<String, Optional<YamlNode>> find) {
        return new WeightChoice(
                optional(find.apply("bits"), SpaceDefinitionReader::bits),
                optional(find.apply("sparsity"), SpaceDefinitionReader::sparsity));
    }

    private static <T> List<T> optional(Optional<YamlNode> node, Function<YamlNode, T> parse) {
        return node.map(found -> choices(found, parse)).orElse(List.of());
    }

    private <T> List<T> choicesIf(
            Predicate<BlockType> needed,
            List<BlockType> types,
            YamlNode stage,
            String key,
            Function<YamlNode, T> parse) {
        return types.stream().anyMatch(needed) ? choices(value(stage, key), parse) : List.of();
    }

    private static <T> List<T> choices(YamlNode node, Function<YamlNode, T> parse) {
        List<YamlNode> items = node.isList() ? node.nonEmptyList() : List.of(node);
        if (items.size() > MAX_CHOICES) {
            throw node.error("has " + items.size() + " choices", "At most " + MAX_CHOICES + " are supported.");
        }
        List<T> values = new ArrayList<>();
        for (YamlNode item : items) {
            T value = parse.apply(item);
            if (values.contains(value)) {
                throw item.error("is " + item.text() + ", which is a choice already", "Remove one of them.");
            }
            values.add(value);
        }
        return values;
    }

    private static List<Integer> widths(YamlNode node, Function<YamlNode, Integer> parse) {
        List<Integer> widths = choices(node, parse);
        refuseEqual(node, widths, "width", width -> width == 0 ? 0 : Widths.scaled(width, 1));
        return widths;
    }

    /** Two choices that come to the same channels would be one network under two names. */
    private static <T> void refuseEqual(YamlNode node, List<T> values, String what, Function<T, Integer> channels) {
        Map<Integer, T> seen = new HashMap<>();
        for (T value : values) {
            int rounded = channels.apply(value);
            T other = seen.put(rounded, value);
            if (other != null) {
                throw node.error(
                        "comes to " + rounded + " channels with the " + what + " " + other + " and with " + value,
                        "Channels are rounded to multiples of " + Widths.MULTIPLE + ": remove one of the two.");
            }
        }
    }

    private static BlockType type(YamlNode node) {
        return BlockType.of(node.oneOf(BlockType.keys()));
    }

    private static int width(YamlNode node) {
        return node.integer(1, MAX_WIDTH);
    }

    private static int widthOrNone(YamlNode node) {
        return node.integer(0, MAX_WIDTH);
    }

    private static int stride(YamlNode node) {
        return node.integer(1, 2);
    }

    private static int kernel(YamlNode node) {
        int kernel = node.integer(3, 11);
        if (kernel % 2 == 0) {
            throw node.error("is " + kernel, "An odd number from 3 to 11 is needed.");
        }
        return kernel;
    }

    private static int bits(YamlNode node) {
        int bits = node.integer(1, WeightFormat.FLOAT_BITS);
        if (!WeightFormat.isPossible(bits)) {
            throw node.error("is " + bits, "Integers have 2 to 8 bits; 32 leaves weights as they are.");
        }
        return bits;
    }

    private static double sparsity(YamlNode node) {
        double sparsity = node.number(0, 1);
        if (sparsity == 1) {
            throw node.error("is 1", "Some weights must be left: a number from 0 to below 1 is needed.");
        }
        return sparsity;
    }

    private static double ratio(YamlNode node) {
        String text = node.text();
        if (text.matches("1/[1-9][0-9]?")) {
            return 1.0 / Integer.parseInt(text.substring(2));
        }
        double ratio = text.contains("/") ? 0 : node.number(0, 1);
        if (ratio == 0) {
            throw node.error("is " + text, "A ratio such as 1/4, above 0 and up to 1, is needed.");
        }
        return ratio;
    }

    private static double multiplier(YamlNode node) {
        double multiplier = node.number(0, 4);
        if (multiplier == 0) {
            throw node.error("is 0", "A number above 0 and up to 4 is needed.");
        }
        return multiplier;
    }
}
