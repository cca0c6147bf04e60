package org.lampyris.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.SpaceDefinition.BlockChoice;
import org.lampyris.space.SpaceDefinition.Head;
import org.lampyris.space.SpaceDefinition.Stage;
import org.lampyris.space.SpaceDefinition.Stem;
import org.lampyris.space.blocks.BlockType;

class SpaceDefinitionTest {
    private static final String GOOD = """
            name: mine
            stem: {width: [16], stride: [1, 2]}
            defaults:
              block: [fire, plain]
              kernel: [3, 5]
              squeeze: [1/8, 0.5]
              layers: [1, 2]
              multiplier: [0.5, 1]
              stride: [1, 2]
            stages:
              - {width: 16, stride: 1}
              - {width: 24, block: [inverted_bottleneck], expansion: [1, 6]}
            head: {width: 0}
            """;

    @Test
    void aFileIsReadWithItsDefaults(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), GOOD);
        SpaceDefinition expected = new SpaceDefinition(
                "mine",
                new Stem(List.of(16), List.of(1, 2)),
                List.of(
                        new Stage(
                                16,
                                List.of(0.5, 1.0),
                                List.of(1, 2),
                                List.of(1),
                                new BlockChoice(
                                        List.of(BlockType.FIRE, BlockType.PLAIN),
                                        List.of(3, 5),
                                        List.of(),
                                        List.of(0.125, 0.5))),
                        new Stage(
                                24,
                                List.of(0.5, 1.0),
                                List.of(1, 2),
                                List.of(1, 2),
                                new BlockChoice(
                                        List.of(BlockType.INVERTED_BOTTLENECK),
                                        List.of(3, 5),
                                        List.of(1, 6),
                                        List.of()))),
                new Head(List.of(0)));
        assertEquals(expected, SpaceDefinition.read(file));
    }

    static Stream<Arguments> brokenDeclarations() {
        return Stream.of(
                arguments("name: mine", "nome: mine", "x.yaml:1: unknown key 'nome'. Did you mean 'name'?"),
                arguments("name: mine", "", "the key 'name' is missing"),
                arguments("name: mine", "name: ''", "x.yaml:1: name is empty. A text is needed here."),
                arguments(
                        "kernel: [3", "kernal: [3", "x.yaml:5: unknown key 'defaults.kernal'. Did you mean 'kernel'?"),
                arguments(
                        "width: 24,", "width: 24, se: 1,", "x.yaml:12: unknown key 'stages[1].se'. Known here: width,"),
                arguments("defaults:", "defaults:\n  width: 3", "unknown key 'defaults.width'"),
                arguments(
                        "[fire, plain]",
                        "[fyre, plain]",
                        "x.yaml:4: defaults.block[0] is 'fyre'. Did you mean 'fire'?"),
                arguments("[fire, plain]", "[Fire]", "Did you mean 'fire'? Known here: fire, inverted_bottleneck"),
                arguments("[fire, plain]", "[skip]", "defaults.block[0] is 'skip'. Known here: fire, inverted"),
                arguments("[fire, plain]", "[]", "x.yaml:4: defaults.block is an empty list"),
                arguments("[fire, plain]", "[fire, fire]", "defaults.block[1] is fire, which is a choice already"),
                arguments("[fire, plain]", "", "defaults.block is empty"),
                arguments("[fire, plain]", "{fire: 1}", "defaults.block is a mapping"),
                arguments("[fire, plain]", "[[fire]]", "defaults.block[0] is a list"),
                arguments("[1/8, 0.5]", "[1/2, 0.5]", "defaults.squeeze[1] is 0.5, which is a choice already"),
                arguments("[1/8, 0.5]", "[3/2]", "defaults.squeeze[0] is 3/2. A ratio such as 1/4"),
                arguments("[1/8, 0.5]", "[1/0]", "defaults.squeeze[0] is 1/0. A ratio such as 1/4"),
                arguments("[1/8, 0.5]", "[0]", "defaults.squeeze[0] is 0. A ratio such as 1/4"),
                arguments("[1/8, 0.5]", "[1.5]", "defaults.squeeze[0] is 1.5. A number from 0 to 1 is needed."),
                arguments("[1/8, 0.5]", "[-0.5]", "defaults.squeeze[0] is -0.5. A number from 0 to 1 is needed."),
                arguments("[1/8, 0.5]", "[.nan]", "defaults.squeeze[0] is '.nan'"),
                arguments("  squeeze: [1/8, 0.5]\n", "", "x.yaml:10: the key 'stages[0].squeeze' is missing"),
                arguments("expansion: [1, 6]", "stride: 2", "x.yaml:12: the key 'stages[1].expansion' is missing"),
                arguments("expansion: [1, 6]", "expansion: [0]", "A whole number from 1 to 12 is needed."),
                arguments("kernel: [3, 5]", "kernel: [4]", "defaults.kernel[0] is 4. An odd number from 3 to 11"),
                arguments(
                        "kernel: [3, 5]", "kernel: [3, 5, 3]", "x.yaml:5: defaults.kernel[2] is 3, which is a choice"),
                arguments("kernel: [3, 5]", "kernel: [3.0]", "defaults.kernel[0] is '3.0'. A whole number"),
                arguments("layers: [1, 2]", "layers: [0]", "defaults.layers[0] is 0. A whole number from 1 to 8"),
                arguments("layers: [1, 2]", "layers: [9]", "defaults.layers[0] is 9. A whole number from 1 to 8"),
                arguments("[0.5, 1]", "[0]", "defaults.multiplier[0] is 0. A number above 0 and up to 4"),
                arguments("[0.5, 1]", "[5]", "defaults.multiplier[0] is 5. A number from 0 to 4"),
                arguments("stride: 1}", "stride: 3}", "stages[0].stride is 3. A whole number from 1 to 2"),
                arguments("{width: 16, s", "{width: 0, s", "x.yaml:11: stages[0].width is 0. A whole number from 1 to"),
                arguments("{width: 16, s", "{width: [16], s", "stages[0].width is a list. A whole number"),
                arguments("{width: 16, s", "{s", "x.yaml:11: the key 'stages[0].width' is missing"),
                arguments("width: [16]", "width: [99999]", "stem.width[0] is 99999. A whole number from 1 to 4096"),
                arguments(
                        "width: [16], s",
                        "width: [16, 17], s",
                        "x.yaml:2: stem.width comes to 16 channels with the width 16 and with 17. Channels are rounded to"),
                arguments(
                        "head: {width: 0}",
                        "head: {width: [0, 1, 4]}",
                        "x.yaml:13: head.width comes to 4 channels with the width 1 and with 4. Channels"),
                arguments(
                        "{width: 24,",
                        "{width: 24, multiplier: [0.5, 0.51],",
                        "x.yaml:12: stages[1].width comes to 12 channels with the multiplier 0.5 and with 0.51."),
                arguments("width: [16], stride", "stride", "the key 'stem.width' is missing"),
                arguments("head: {width: 0}", "head: {width: -1}", "head.width is -1. A whole number from 0 to 4096"),
                arguments("head: {width: 0}", "", "the key 'head' is missing"),
                arguments("head: {width: 0}", "head: 0", "head is '0'. A mapping (key: value) is needed here."),
                arguments("name: mine", "- name: mine", "not valid YAML"));
    }

    @ParameterizedTest
    @MethodSource("brokenDeclarations")
    void aBrokenDeclarationIsOneClearLine(String good, String broken, String expected) {
        assertTrue(GOOD.contains(good), good);
        InvalidInputException error = assertThrows(
                InvalidInputException.class, () -> SpaceDefinition.parse("x.yaml", GOOD.replace(good, broken)));
        assertTrue(error.getMessage().contains(expected), error::getMessage);
        assertTrue(error.getMessage().startsWith("x.yaml"), error::getMessage);
    }

    @Test
    void stagesAreOneToSixteen() {
        String head = GOOD.substring(0, GOOD.indexOf("stages:"));
        String foot = "\nhead: {width: 0}\n";
        checkRefused(head + "stages: []" + foot, "x.yaml:10: stages is an empty list. At least one item is needed.");
        checkRefused(head + foot, "the key 'stages' is missing");
        checkRefused(head + "stages:\n" + "  - {width: 8}\n".repeat(17) + foot, "stages has 17 stages. At most 16");
        String many = "stages:\n" + "  - {width: 8}\n".repeat(16);
        assertEquals(
                16, SpaceDefinition.parse("x.yaml", head + many + foot).stages().size());
        String widths = "1" + ",1".repeat(32);
        checkRefused(GOOD.replace("width: [16]", "width: [" + widths + "]"), "stem.width has 33 choices. At most 32");
    }

    private static void checkRefused(String text, String expected) {
        InvalidInputException error =
                assertThrows(InvalidInputException.class, () -> SpaceDefinition.parse("x.yaml", text));
        assertTrue(error.getMessage().contains(expected), error::getMessage);
    }

    @Test
    void theHashIsThatOfTheContentAlone() {
        String hash = SpaceDefinition.parse("x.yaml", GOOD).hash();
        assertTrue(hash.matches("[0-9a-f]{64}"), hash);
        String reworded = GOOD.replace("name: mine", "# a comment\nname: other").replace("1/8", "0.125");
        assertEquals(hash, SpaceDefinition.parse("y.yaml", reworded).hash());
        Map<String, String> changes =
                Map.of("[16]", "[8]", "[1, 2]}", "[1]}", "24", "28", "[fire, plain]", "[plain, fire]", "0}", "64}");
        changes.forEach((from, to) -> {
            String changed = GOOD.replace(from, to);
            assertNotEquals(hash, SpaceDefinition.parse("x.yaml", changed).hash(), to);
        });
    }

    @Test
    void onlyShippedSpacesAreFoundByName() {
        for (String name : SpaceDefinition.shippedNames()) {
            assertEquals(name, SpaceDefinition.shipped(name).name());
        }
        InvalidInputException error =
                assertThrows(InvalidInputException.class, () -> SpaceDefinition.shipped("fire-botleneck"));
        assertTrue(error.getMessage().contains("Did you mean 'fire-bottleneck'?"), error::getMessage);
    }

    @Test
    void recordsRefuseWhatCannotBeChosenFrom() {
        assertThrows(IllegalArgumentException.class, () -> new Stem(List.of(), List.of(1)));
        assertThrows(IllegalArgumentException.class, () -> new Head(List.of(8, 8)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BlockChoice(List.of(BlockType.FIRE), List.of(3), List.of(), List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SpaceDefinition("x", new Stem(List.of(8), List.of(1)), List.of(), new Head(List.of(0))));
    }
}
