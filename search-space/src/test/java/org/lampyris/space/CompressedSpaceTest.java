package org.lampyris.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.WeightFormat;

/** The space in which bits, zeros, inner widths and ranks are decisions. */
class CompressedSpaceTest extends SearchSpaceContract {
    private static final TensorShape IMAGE = new TensorShape(1, 28, 28);

    private static final String SMALL = """
            name: small
            stem: {width: 8, stride: 2, sparsity: [0, 0.5]}
            stages:
              - width: 16
                block: [fire, inverted_bottleneck, plain]
                kernel: 3
                expansion: [1, 3]
                squeeze: 1/2
                layers: [1, 2]
                multiplier: 1
                stride: 2
                bits: [32, 8, 3]
                sparsity: [0, 0.75]
                trim: [1, 1/2]
                rank: [1, 1/4]
            head: {width: 0, bits: [32, 4]}
            """;

    @Override
    protected FireBottleneckSpace space() {
        return new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck-compressed"), IMAGE, 10);
    }

    @Override
    protected FireBottleneckSpace smallSpace() {
        return new FireBottleneckSpace(SpaceDefinition.parse("small.yaml", SMALL), IMAGE, 10);
    }

    @Test
    void theLineTellsWhatIsCompressed() {
        FireBottleneckSpace space = smallSpace();
        assertEquals(
                List.of(
                        "stem.sparsity",
                        "stage1.block",
                        "stage1.expansion",
                        "stage1.layers",
                        "stage1.bits",
                        "stage1.sparsity",
                        "stage1.trim",
                        "stage1.rank",
                        "head.bits"),
                space.decisions().stream().map(Decision::name).toList());
        assertEquals(
                "stem8s2 | fire k3 r1/2 x1 w16 s2 | head",
                space.describe(space.architecture(List.of(0, 0, -1, 0, 0, 0, 0, 0, 0))));
        assertEquals(
                "stem8s2 z1/2 | inverted_bottleneck k3 e3 x1 w16 s2 b3 z0.75 t1/2 f1/4 | head b4",
                space.describe(space.architecture(List.of(1, 1, 1, 0, 2, 1, 1, 1, 1))));
        assertEquals(
                "stem8s2 | plain x2 w16 s2 b8 f1/4 | head",
                space.describe(space.architecture(List.of(0, 2, -1, 1, 1, 0, -1, 1, 0))));
    }

    @Test
    void formatsAreThoseOfTheStage() {
        FireBottleneckSpace space = smallSpace();
        NetworkGraph graph = space.decode(List.of(1, 1, 1, 0, 2, 1, 0, 0, 1));
        assertEquals(
                Map.of(
                        "stem", new WeightFormat(32, 0.5),
                        "stage1.layer1.expand", new WeightFormat(3, 0.75),
                        "stage1.layer1.depthwise", new WeightFormat(3, 0),
                        "stage1.layer1.project", new WeightFormat(3, 0.75),
                        "head.dense", new WeightFormat(4, 0)),
                graph.formats());
        assertTrue(graph.withoutFormats().formats().isEmpty());
        assertTrue(space.decode(List.of(0, 1, 1, 0, 0, 0, 0, 0, 0)).formats().isEmpty());
    }

    @Test
    void trimmedBlocksAreNarrowerWithin() {
        FireBottleneckSpace space = smallSpace();
        NetworkGraph fire = space.decode(List.of(0, 0, -1, 0, 0, 0, 1, 0, 0));
        assertEquals(4, channels(fire, "stage1.layer1.squeeze"));
        assertEquals(0.25, block(fire).ratio());
        NetworkGraph inverted = space.decode(List.of(0, 1, 1, 0, 0, 0, 1, 0, 0));
        assertEquals(12, channels(inverted, "stage1.layer1.expand"));
        assertEquals(12, channels(inverted, "stage1.layer1.depthwise"));
        assertEquals(Block.Kind.REDUCED, block(inverted).kind(), "no form has a ratio of 1.5");
        NetworkGraph whole = space.decode(List.of(0, 1, 1, 0, 0, 0, 0, 0, 0));
        assertEquals(Block.Kind.INVERTED_BOTTLENECK, block(whole).kind());
    }

    @Test
    void convolutionsOfLowRankAreTwo() {
        NetworkGraph graph = smallSpace().decode(List.of(0, 2, -1, 1, 0, 0, -1, 1, 0));
        assertEquals(4, channels(graph, "stage1.layer1.conv.basis"));
        assertEquals(new Convolution(4, 3, 2, 1, false), operator(graph, "stage1.layer1.conv.basis"));
        assertEquals(new Convolution(16, 1, 1, 1, false), operator(graph, "stage1.layer1.conv"));
        assertEquals(new Convolution(4, 3, 1, 1, false), operator(graph, "stage1.layer2.conv.basis"));
        assertEquals(Block.Kind.REDUCED, block(graph).kind());
        assertEquals(new Convolution(8, 3, 2, 1, false), operator(graph, "stem"), "only the stage is of low rank");
    }

    private static Block block(NetworkGraph graph) {
        return graph.blocks().get(1);
    }

    private static int channels(NetworkGraph graph, String name) {
        return ((Convolution) operator(graph, name)).outChannels();
    }

    private static Object operator(NetworkGraph graph, String name) {
        return graph.nodes().stream()
                .filter(node -> node.name().equals(name))
                .map(Node::operator)
                .findFirst()
                .orElseThrow();
    }

    /** With all that isn't compressed the same, nothing that is kept whole is smaller. */
    @ParameterizedTest
    @CsvSource({"trim, 1", "rank, 2"})
    void keepingLessNeverTakesMore(String decision, long seed) {
        FireBottleneckSpace space = space();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            List<Integer> choices = space.sample(random).choices();
            for (int d = 0; d < choices.size(); d++) {
                if (space.decisions().get(d).name().endsWith("." + decision) && choices.get(d) >= 0) {
                    long before = Long.MAX_VALUE;
                    for (int c = 0; c < 3; c++) {
                        List<Integer> changed = new ArrayList<>(choices);
                        changed.set(d, c);
                        GraphStatistics now = GraphStatistics.of(space.decode(changed));
                        assertTrue(now.multiplyAdds() <= before, () -> space.describe(space.architecture(changed)));
                        before = now.multiplyAdds();
                    }
                }
            }
        }
    }

    @Test
    void networksShareAnIdExactlyIfTheyAndTheirFormatsAreTheSame() {
        FireBottleneckSpace space = smallSpace();
        Map<String, String> byStructure = new HashMap<>();
        Map<String, String> byId = new HashMap<>();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 5000; i++) {
            Architecture architecture = space.sample(random);
            NetworkGraph graph = space.decode(architecture);
            StringBuilder structure = new StringBuilder();
            for (int n = 0; n < graph.nodes().size(); n++) {
                Node node = graph.nodes().get(n);
                structure.append(node.operator()).append(node.inputs()).append(graph.format(n));
            }
            String text = structure.toString();
            assertEquals(architecture.id(), byStructure.computeIfAbsent(text, key -> architecture.id()));
            assertEquals(text, byId.computeIfAbsent(architecture.id(), key -> text));
        }
        assertEquals(byId.size(), byStructure.size());
        assertTrue(byId.size() > 300, () -> "only " + byId.size() + " networks were seen");
    }

    /** Runs store ids and hashes. */
    @Test
    void idsAndHashesNeverChange() {
        assertEquals(
                "878f14300a098808",
                space().architecture(space().sample(new SplittableRandom(1)).choices())
                        .id());
        assertEquals(
                "1d896d4348143e9ad9af26d1cb53f125ddb4a3d61fa39a3c18aa61f7c6237e80",
                SpaceDefinition.shipped("fire-bottleneck-compressed").hash());
        assertEquals(
                "6802f1a6c2c15b59aa276183f9978fc0abf2795f521be65224ae982531b45782",
                SpaceDefinition.shipped("fire-bottleneck").hash());
    }

    @Test
    void whatIsNotCompressedHasTheNetworksOfThePlainSpace() {
        FireBottleneckSpace plain = new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), IMAGE, 10);
        FireBottleneckSpace space = space();
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 200; i++) {
            Architecture architecture = plain.sample(random);
            Map<String, Integer> taken = new HashMap<>();
            for (int d = 0; d < plain.decisions().size(); d++) {
                taken.put(
                        plain.decisions().get(d).name(), architecture.choices().get(d));
            }
            List<Integer> choices = new ArrayList<>();
            for (Decision decision : space.decisions()) {
                int none = decision.applies(choices) ? 0 : Architecture.INAPPLICABLE;
                choices.add(taken.getOrDefault(decision.name(), none));
            }
            Architecture same = space.architecture(choices);
            assertEquals(architecture.id(), same.id());
            assertEquals(plain.describe(architecture), space.describe(same));
        }
    }

    @Test
    void theHashKnowsWhatIsCompressed() {
        TreeSet<String> hashes = new TreeSet<>();
        hashes.add(SpaceDefinition.parse("x", SMALL).hash());
        Map<String, String> changes = new HashMap<>(Map.of(
                "sparsity: [0, 0.5]", "sparsity: [0, 0.25]",
                "bits: [32, 8, 3]", "bits: [32, 8, 2]",
                "sparsity: [0, 0.75]", "sparsity: 0.75",
                "trim: [1, 1/2]", "trim: 1",
                "rank: [1, 1/4]", "rank: [1/4, 1]",
                "bits: [32, 4]", "bits: 4"));
        changes.forEach((from, to) -> {
            assertTrue(SMALL.contains(from), from);
            assertTrue(
                    hashes.add(
                            SpaceDefinition.parse("x", SMALL.replace(from, to)).hash()),
                    to);
        });
        String plain = "name: p\nstem: {width: 8, stride: 1}\nstages: [{width: 8, block: plain, layers: 1,"
                + " multiplier: 1, stride: 1%s}]\nhead: {width: 0}\n";
        String hash = SpaceDefinition.parse("x", String.format(plain, "")).hash();
        String written = ", bits: 32, sparsity: [0], rank: [1], trim: [1, 1/2]";
        assertEquals(
                hash, SpaceDefinition.parse("x", String.format(plain, written)).hash(), "plain has no inner width");
        assertNotEquals(
                hash,
                SpaceDefinition.parse("x", String.format(plain, ", bits: 8")).hash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "bits: [32, 8, 3]   | bits: [1]        | stages[0].bits[0] is 1. Integers have 2 to 8 bits",
                "bits: [32, 8, 3]   | bits: [16]       | stages[0].bits[0] is 16. Integers have 2 to 8 bits",
                "bits: [32, 8, 3]   | bits: [8, 8]     | stages[0].bits[1] is 8, which is a choice already",
                "bits: [32, 8, 3]   | bits: [64]       | stages[0].bits[0] is 64. A whole number from 1 to 32 is needed.",
                "sparsity: [0, 0.75] | sparsity: [1]   | stages[0].sparsity[0] is 1. Some weights must be left",
                "sparsity: [0, 0.75] | sparsity: [-1]  | stages[0].sparsity[0] is -1. A number from 0 to 1 is needed.",
                "trim: [1, 1/2]     | trim: [0]        | stages[0].trim[0] is 0. A ratio such as 1/4",
                "rank: [1, 1/4]     | rank: [2]        | stages[0].rank[0] is 2. A number from 0 to 1 is needed.",
                "rank: [1, 1/4]     | ranc: 1          | unknown key 'stages[0].ranc'. Did you mean 'rank'?",
                "bits: [32, 4]      | trim: 1          | unknown key 'head.trim'",
            })
    void aBrokenDeclarationIsOneClearLine(String good, String broken, String expected) {
        assertTrue(SMALL.contains(good), good);
        InvalidInputException error = assertThrows(
                InvalidInputException.class, () -> SpaceDefinition.parse("x.yaml", SMALL.replace(good, broken)));
        assertTrue(error.getMessage().contains(expected), error::getMessage);
    }

    @Test
    void formatsAreChecked() {
        for (int bits : new int[] {-1, 0, 1, 9, 16, 31, 33}) {
            assertThrows(IllegalArgumentException.class, () -> new WeightFormat(bits, 0));
        }
        for (double sparsity : new double[] {-0.1, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new WeightFormat(8, sparsity));
        }
        assertEquals(WeightFormat.PLAIN, new WeightFormat(32, -0.0));
        assertFalse(new WeightFormat(8, 0).isPlain());
        assertEquals(7, new WeightFormat(8, 0.75).zeros(10));
    }
}
