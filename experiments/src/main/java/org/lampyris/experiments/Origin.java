package org.lampyris.experiments;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lampyris.input.YamlNode;
import org.lampyris.input.YamlReader;
import org.lampyris.input.YamlText;
import org.lampyris.space.graph.TensorShape;

/**
 * What a run began with: the program that made it, its data, and what its teacher said. Stands in the run folder, sealed by
 * the log.
 *
 * @param teacher the hash of the teacher's file, if there is a teacher
 */
public record Origin(Program program, DataFacts data, Optional<String> teacher) {
    private static final int LARGEST_SIDE = 1 << 20;

    /**
     * A program on a machine.
     *
     * @param version of Lampyris
     * @param java the version of the JVM
     * @param machine system and architecture
     */
    public record Program(String version, String java, String machine) {

        /** This one. */
        static Program current() {
            return new Program(
                    Version.current(),
                    System.getProperty("java.version", "unknown"),
                    System.getProperty("os.name", "unknown") + " " + System.getProperty("os.arch", "unknown"));
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("version", version);
            json.put("java", java);
            json.put("machine", machine);
            return json;
        }
    }

    /** The YAML that {@link #read} reads as the same. */
    String text() {
        TensorShape shape = data.shape();
        return "lampyris: " + YamlText.quoted(program.version())
                + "\njava: " + YamlText.quoted(program.java())
                + "\nmachine: " + YamlText.quoted(program.machine())
                + "\ndata:\n  name: " + YamlText.quoted(data.name())
                + "\n  sha256: " + YamlText.quoted(data.sha256())
                + "\n  shape: [" + shape.channels() + ", " + shape.height() + ", " + shape.width()
                + "]\n  classes: "
                + data.classes().stream().map(YamlText::quoted).collect(Collectors.joining(", ", "[", "]\n"))
                + teacher.map(sha256 -> "teacher:\n  sha256: " + YamlText.quoted(sha256) + "\n")
                        .orElse("");
    }

    /** @throws org.lampyris.input.InvalidInputException naming file and line of what is wrong */
    static Origin read(Path file) {
        YamlNode document = YamlReader.read(file).allowOnly("lampyris", "java", "machine", "data", "teacher");
        Program program = new Program(
                document.get("lampyris").text(),
                document.get("java").text(),
                document.get("machine").text());
        YamlNode data = document.get("data").allowOnly("name", "sha256", "shape", "classes");
        List<YamlNode> shape = data.get("shape").list();
        if (shape.size() != 3) {
            throw data.get("shape").error("has " + shape.size() + " numbers", "Three are needed.");
        }
        return new Origin(
                program,
                new DataFacts(
                        data.get("name").text(),
                        data.get("sha256").text(),
                        new TensorShape(side(shape.get(0)), side(shape.get(1)), side(shape.get(2))),
                        data.get("classes").nonEmptyList().stream()
                                .map(YamlNode::text)
                                .toList()),
                document.find("teacher")
                        .map(node -> node.allowOnly("sha256").get("sha256").text()));
    }

    private static int side(YamlNode node) {
        return node.integer(1, LARGEST_SIDE);
    }
}
