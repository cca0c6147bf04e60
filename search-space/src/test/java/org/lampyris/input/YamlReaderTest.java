package org.lampyris.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private static final String GOOD = """
            # a comment
            name: "edge"
            limits:
              latency_ms: 1.5e1
              ram: 0x
            sizes: [1, -2, 3]
            on: true
            """;

    @TempDir
    Path folder;

    @Test
    void valuesKnowTheirPlaceAndPath() {
        YamlNode root = YamlReader.parse("good.yaml", GOOD);
        assertEquals("edge", root.get("name").text());
        assertEquals(15.0, root.get("limits").get("latency_ms").number(0, 20));
        assertEquals("limits.latency_ms", root.get("limits").get("latency_ms").path());
        assertEquals("good.yaml:4", root.get("limits").get("latency_ms").place());
        assertEquals("good.yaml:3", root.get("limits").place());
        assertEquals("sizes[1]", root.get("sizes").list().get(1).path());
        assertEquals(-2, root.get("sizes").list().get(1).integer(-5, 5));
        assertTrue(root.get("on").flag());
        assertEquals(List.of("name", "limits", "sizes", "on"), List.copyOf(root.keys()));
        assertTrue(root.find("colour").isEmpty());
    }

    static Stream<Arguments> brokenDocuments() {
        return Stream.of(
                arguments("", "x.yaml: the file is empty"),
                arguments("# only a comment\n", "x.yaml: the file is empty"),
                arguments("a: 1\n---\nb: 2\n", "x.yaml:2: a second document starts here"),
                arguments("a: 1\n...\n---\nb: 2\n", "x.yaml:3: a second document starts here"),
                arguments("a: 1\nb: 2\na: 3\n", "x.yaml:3: the key 'a' stands twice"),
                arguments("a: {b: 1, b: 2}\n", "x.yaml:1: the key 'a.b' stands twice"),
                arguments("a: 1\nb: !!int 2\n", "x.yaml:2: the tag tag:yaml.org,2002:int"),
                arguments("!!java.io.File {a: 1}\n", "x.yaml:1: the tag tag:yaml.org,2002:java.io.File"),
                arguments("a: !python [1]\n", "x.yaml:1: the tag !python"),
                arguments("!x a: 1\n", "x.yaml:1: the tag !x"),
                arguments("a: &anchor 1\n", "x.yaml:1: an anchor (&name)"),
                arguments("a: &l [lol, lol]\nb: &m [*l, *l, *l]\nc: [*m, *m, *m]\n", "x.yaml:1: an anchor"),
                arguments("a: *nowhere\n", "x.yaml:1: an alias (*name)"),
                arguments("<<: *b\n", "x.yaml:1: an alias (*name)"),
                arguments("{[1, 2]: 3}\n", "x.yaml:1: a key that is not a plain word"),
                arguments("? {a: 1}\n: 2\n", "x.yaml:1: a key that is not a plain word"),
                arguments("[".repeat(17) + "]".repeat(17), "x.yaml:1: nested deeper than 16 levels"),
                arguments("[".repeat(5000) + "]".repeat(5000), "x.yaml:1: nested deeper than 16 levels"),
                arguments("{a: ".repeat(5000), "x.yaml:1: nested deeper than 16 levels"),
                arguments("- ".repeat(5000) + "1", "x.yaml:1: nested deeper than 16 levels"),
                arguments("[".repeat(5000), "x.yaml:1: nested deeper than 16 levels"),
                arguments("a:\n\t- 1\n", "x.yaml:2: not valid YAML"),
                arguments("a: [1, 2\nb: 3\n", "x.yaml:2: not valid YAML"),
                arguments("a: \"open\n", "x.yaml:2: not valid YAML"),
                arguments("a: 1\n b: 2\n", "x.yaml:2: not valid YAML"),
                arguments("a: b: c\n", "x.yaml:1: not valid YAML"),
                arguments("a: @b\n", "x.yaml:1: not valid YAML"),
                arguments("%YAML 3.0\n---\na: 1\n", "x.yaml: not valid YAML: the version"),
                arguments("a: \"\\q\"\n", "x.yaml:1: not valid YAML"),
                arguments("a: \u0000\n", "x.yaml: not valid YAML"),
                arguments("a: \u001b[31mred\n", "x.yaml: not valid YAML"));
    }

    @ParameterizedTest
    @MethodSource("brokenDocuments")
    void aBrokenDocumentIsOneClearLine(String text, String expected) {
        checkMessage(assertThrows(InvalidInputException.class, () -> YamlReader.parse("x.yaml", text)), expected);
    }

    static Stream<Arguments> brokenValues() {
        return Stream.of(
                arguments("v: .nan", "x.yaml:2: v is '.nan'. A number from 0 to 10 is needed."),
                arguments("v: .inf", "v is '.inf'"),
                arguments("v: 1e999", "v is 1e999"),
                arguments("v: -0.1", "v is -0.1"),
                arguments("v: 10.1", "v is 10.1. A number from 0 to 10 is needed."),
                arguments("v: '1'", "v is '1'"),
                arguments("v: 1 ms", "v is '1 ms'"),
                arguments("v: 0x10", "v is '0x10'"),
                arguments("v: 1_000", "v is '1_000'"),
                arguments("v: 1,5", "v is '1,5'"),
                arguments("v:", "v is empty"),
                arguments("v: ~", "v is '~'"),
                arguments("v: [1]", "v is a list"),
                arguments("v: {a: 1}", "v is a mapping"),
                arguments("v: " + "9".repeat(200_000) + "x", "v is '9999"));
    }

    @ParameterizedTest
    @MethodSource("brokenValues")
    void aBrokenNumberIsOneClearLine(String text, String expected) {
        YamlNode value = YamlReader.parse("x.yaml", "first: 1\n" + text + "\n").get("v");
        checkMessage(assertThrows(InvalidInputException.class, () -> value.number(0, 10)), expected);
    }

    private static void checkMessage(InvalidInputException error, String expected) {
        String message = error.getMessage();
        assertTrue(message.contains(expected), message);
        assertTrue(message.length() <= 1001, "too long: " + message.length());
        assertTrue(message.chars().noneMatch(Character::isISOControl), message);
        assertTrue(message.endsWith(".") || message.endsWith("…"), message);
    }

    @Test
    void otherAccessorsSayWhatTheyNeed() {
        YamlNode root =
                YamlReader.parse("x.yaml", "n: 5\ntext: hello\nlist: []\nnull_text: ~\nquoted: 'true'\nbig: 2.5\n");
        checkFailure(() -> root.get("n").integer(6, 9), "x.yaml:1: n is 5. A whole number from 6 to 9 is needed.");
        checkFailure(() -> root.get("big").integer(0, 9), "big is '2.5'. A whole number from 0 to 9 is needed.");
        checkFailure(() -> root.get("text").longInteger(0, 9), "text is 'hello'");
        checkFailure(() -> root.get("text").flag(), "text is 'hello'. true or false is needed.");
        checkFailure(() -> root.get("quoted").flag(), "quoted is 'true'");
        checkFailure(() -> root.get("list").nonEmptyList(), "x.yaml:3: list is an empty list");
        checkFailure(() -> root.get("list").text(), "list is a list. A text is needed here.");
        checkFailure(() -> root.get("null_text").text(), "null_text is '~'. A text is needed here.");
        checkFailure(() -> root.get("n").list(), "n is '5'. A list is needed here.");
        checkFailure(() -> root.get("n").get("a"), "n is '5'. A mapping (key: value) is needed here.");
        checkFailure(root::text, "the document is a mapping");
        checkFailure(() -> root.get("absent"), "the key 'absent' is missing. Add it.");
        checkFailure(() -> root.allowOnly("n", "test", "list"), "x.yaml:2: unknown key 'text'. Did you mean 'test'?");
        checkFailure(() -> root.get("text").oneOf("hallo", "bye"), "Did you mean 'hallo'? Known here: hallo, bye.");
        checkFailure(() -> root.get("text").oneOf("a", "b"), "text is 'hello'. Known here: a, b.");
        assertThrows(UnsupportedOperationException.class, () -> root.keys().clear());
    }

    private static void checkFailure(Runnable use, String expected) {
        checkMessage(assertThrows(InvalidInputException.class, use::run), expected);
    }

    @Test
    void positiveNumbersAreAboveZero() {
        checkFailure(() -> YamlReader.parse("x", "-0.0").positive(), "is 0. A number above 0 is needed.");
        checkFailure(() -> YamlReader.parse("x", "1e-999").positive(), "is 0. A number above 0 is needed.");
        assertEquals(0.25, YamlReader.parse("x", ".25").positive());
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() throws IOException {
        assertEquals(
                Set.of("name"),
                YamlReader.read(file("bom.yaml", "\ufeffname: x\n")).keys());
    }

    @Test
    void filesThatAreNoTextAreRefused() throws IOException {
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, "name: für\n".getBytes(StandardCharsets.ISO_8859_1));
        checkFailure(() -> YamlReader.read(latin), "latin.yaml is not a text file in UTF-8");
        Path wide = folder.resolve("wide.yaml");
        Files.write(wide, "name: x\n".getBytes(StandardCharsets.UTF_16));
        checkFailure(() -> YamlReader.read(wide), "wide.yaml is not a text file in UTF-8");
        Path binary = folder.resolve("binary.yaml");
        Files.write(binary, new byte[] {'P', 'K', 3, 4, 0, 0});
        checkFailure(() -> YamlReader.read(binary), "binary.yaml: not valid YAML");
    }

    @Test
    void filesThatAreNotThereOrTooLargeAreRefused() throws IOException {
        checkFailure(() -> YamlReader.read(folder.resolve("none.yaml")), "none.yaml does not exist");
        checkFailure(() -> YamlReader.read(folder), "is not a file");
        byte[] large = new byte[YamlReader.MAX_BYTES + 1];
        Arrays.fill(large, (byte) '#');
        Path file = folder.resolve("large.yaml");
        Files.write(file, large);
        checkFailure(() -> YamlReader.read(file), "large.yaml: the file has over 10485760 bytes");
    }

    /** Whatever is in a file, reading it gives a document or the one kind of error. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomDamageNeverGivesAnotherError(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String letters = "{}[]:,-?&*!|>'\"%@`#\n\t ~<=\\\u0000\u0085\u2028\ufeff\ud800ab01";
        for (int i = 0; i < 700; i++) {
            StringBuilder text = new StringBuilder(GOOD);
            for (int change = random.nextInt(1, 12); change > 0; change--) {
                int at = random.nextInt(text.length());
                char letter = letters.charAt(random.nextInt(letters.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, letter);
                    case 1 -> text.insert(at, letter);
                    default ->
                        text.delete(at, Math.min(text.length(), at + random.nextInt(1, 9)))
                                .append('\n');
                }
            }
            try {
                assertFalse(YamlReader.parse("fuzz", text.toString()).place().isEmpty());
            } catch (InvalidInputException e) {
                assertFalse(e.getMessage().contains("\n"), () -> "seed " + seed + ": " + text);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
