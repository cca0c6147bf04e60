package org.lampyris.space;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;
import org.lampyris.input.Suggestion;
import org.lampyris.input.YamlReader;
import org.lampyris.space.blocks.BlockType;

/**
 * What a {@link FireBottleneckSpace} chooses from. Each list holds the choices of one decision, in order; a list of one
 * is a fixed value. {@code fire-bottleneck.yaml} shows and explains the file format.
 */
public record SpaceDefinition(String name, Stem stem, List<Stage> stages, Head head) {
    private static final List<String> SHIPPED = List.of("fire-bottleneck", "fire-bottleneck-compressed");

    /** The first convolution. */
    public record Stem(List<Integer> widths, List<Integer> strides, WeightChoice weights) {
        /** With plain weights. */
        public Stem(List<Integer> widths, List<Integer> strides) {
            this(widths, strides, WeightChoice.PLAIN);
        }

        public Stem {
            widths = choices("stem width", widths);
            strides = choices("stem stride", strides);
        }
    }

    /**
     * Layers of the same block, of which the first may change width and resolution.
     *
     * @param width the channels, before the multiplier
     */
    public record Stage(
            int width,
            List<Double> multipliers,
            List<Integer> layers,
            List<Integer> strides,
            BlockChoice block,
            CompressionChoice compression) {
        /** With layers as they are. */
        public Stage(
                int width, List<Double> multipliers, List<Integer> layers, List<Integer> strides, BlockChoice block) {
            this(width, multipliers, layers, strides, block, CompressionChoice.NONE);
        }

        public Stage {
            multipliers = choices("multiplier", multipliers);
            layers = choices("layers", layers);
            strides = choices("stride", strides);
            compression = block.types.stream().anyMatch(BlockType::hasInner) ? compression : compression.untrimmed();
            if (width < 1) {
                throw new IllegalArgumentException("a stage needs a width, not " + width);
            }
        }
    }

    /**
     * The blocks of a stage. The lists that none of its blocks uses may be empty.
     *
     * @param expansions of an inverted bottleneck
     * @param squeezes the squeeze ratios of a Fire module or a residual bottleneck
     */
    public record BlockChoice(
            List<BlockType> types, List<Integer> kernels, List<Integer> expansions, List<Double> squeezes) {
        public BlockChoice {
            types = choices("block", types);
            kernels = choices("kernel", kernels, types.stream().anyMatch(BlockType::hasKernel));
            expansions = choices("expansion", expansions, types.stream().anyMatch(BlockType::hasExpansion));
            squeezes = choices("squeeze", squeezes, types.stream().anyMatch(BlockType::hasSqueeze));
        }
    }

    /** @param widths of a 1x1 convolution before the pooling; 0 for none */
    public record Head(List<Integer> widths, WeightChoice weights) {
        /** With plain weights. */
        public Head(List<Integer> widths) {
            this(widths, WeightChoice.PLAIN);
        }

        public Head {
            widths = choices("head width", widths);
        }
    }

    public SpaceDefinition {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a space needs stages");
        }
    }

    /** @throws InvalidInputException if the file isn't the declaration of a space */
    public static SpaceDefinition read(Path file) {
        return SpaceDefinitionReader.definition(YamlReader.read(file));
    }

    /**
     * @param source the name that messages give to the text
     * @throws InvalidInputException if the text isn't the declaration of a space
     */
    public static SpaceDefinition parse(String source, String text) {
        return SpaceDefinitionReader.definition(YamlReader.parse(source, text));
    }

    /** @throws InvalidInputException if no space of this name is shipped */
    public static SpaceDefinition shipped(String name) {
        return parse(name + ".yaml", shippedText(name));
    }

    /**
     * The file of a shipped space, with its comments, to be copied and changed.
     *
     * @throws InvalidInputException if no space of this name is shipped
     */
    public static String shippedText(String name) {
        if (!SHIPPED.contains(name)) {
            throw new InvalidInputException("There is no search space '" + name + "'. "
                    + Suggestion.among(SHIPPED, name) + " Or pass the path of a YAML file.");
        }
        try (InputStream in = SpaceDefinition.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException(name + ".yaml is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the spaces that come with the program. */
    public static List<String> shippedNames() {
        return SHIPPED;
    }

    /**
     * The SHA-256, in hexadecimal, of all that decides about the networks: not of comments, layout and name. Spaces that
     * share it have the same decisions and decode the same choices to the same networks.
     */
    public String hash() {
        return Sha256.hex(canonicalText().getBytes(StandardCharsets.UTF_8));
    }

    private String canonicalText() {
        StringBuilder text = new StringBuilder("space 1\n");
        text.append("stem ").append(stem.widths).append(stem.strides);
        text.append(canonicalText(stem.weights)).append('\n');
        for (Stage stage : stages) {
            BlockChoice block = stage.block;
            text.append("stage ").append(stage.width).append(stage.multipliers);
            text.append(stage.layers).append(stage.strides);
            text.append(block.types.stream().map(BlockType::key).toList());
            text.append(block.kernels).append(block.expansions).append(block.squeezes);
            if (!stage.compression.isNone()) {
                text.append(canonicalText(stage.compression.weights()));
                text.append(" kept ").append(stage.compression.trims()).append(stage.compression.ranks());
            }
            text.append('\n');
        }
        text.append("head ").append(head.widths).append(canonicalText(head.weights));
        return text.append('\n').toString();
    }

    private static String canonicalText(WeightChoice weights) {
        return weights.isPlain() ? "" : " weights " + weights.bits() + weights.sparsities();
    }

    private static <T> List<T> choices(String name, List<T> values) {
        return choices(name, values, true);
    }

    private static <T> List<T> choices(String name, List<T> values, boolean needed) {
        if ((needed && values.isEmpty()) || new HashSet<>(values).size() != values.size()) {
            throw new IllegalArgumentException(name + " needs choices that differ, not " + values);
        }
        return needed ? List.copyOf(values) : List.of();
    }
}
