package org.lampyris.space.table;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lampyris.input.YamlNode;
import org.lampyris.input.YamlReader;
import org.lampyris.space.Decision;

/** The file format of {@link TabularProblem}. */
final class TabularProblemReader {
    private static final int MOST_DECISIONS = 1000;
    private static final int MOST_CHOICES = 1000;

    private TabularProblemReader() {}

    static TabularProblem read(Path yaml) {
        YamlNode root = YamlReader.read(yaml).allowOnly("name", "decisions", "table");
        TabularSpace space = new TabularSpace(root.get("name").text(), decisions(root.get("decisions")));
        YamlNode table = root.get("table").allowOnly("file", "observed", "truth", "maximize", "costs");
        Path csv = beside(yaml, table.get("file"));
        TableColumns columns = new TableColumns(
                space.decisions(),
                names(table.get("observed").nonEmptyList()),
                table.get("truth").text(),
                names(table.find("costs").map(YamlNode::list).orElse(List.of())));
        columns.repeated().ifPresent(name -> {
            throw table.error("names the column '" + name + "' for two things", "Give each its own column.");
        });
        boolean maximize = table.find("maximize").map(YamlNode::flag).orElse(true);
        return new TabularProblem(space, maximize, columns.costs(), TableReader.read(csv, columns));
    }

    private static Path beside(Path yaml, YamlNode file) {
        try {
            return yaml.resolveSibling(file.text()).normalize();
        } catch (InvalidPathException e) {
            throw file.error("is no path", "Write it as tables/mine.csv.");
        }
    }

    private static List<Decision> decisions(YamlNode node) {
        List<YamlNode> declared = node.nonEmptyList();
        if (declared.size() > MOST_DECISIONS) {
            throw node.error("has " + declared.size() + " decisions", "At most " + MOST_DECISIONS + " are supported.");
        }
        Set<String> names = new HashSet<>();
        return declared.stream().map(decision -> decision(decision, names)).toList();
    }

    private static Decision decision(YamlNode node, Set<String> names) {
        node.allowOnly("name", "choices");
        YamlNode name = node.get("name");
        if (!names.add(name.text())) {
            throw name.error("'" + name.text() + "' is the name of two decisions", "Give each its own.");
        }
        YamlNode choices = node.get("choices");
        List<String> words = names(choices.nonEmptyList());
        if (words.size() > MOST_CHOICES) {
            throw choices.error("has " + words.size() + " choices", "At most " + MOST_CHOICES + " are supported.");
        }
        Optional<String> twice = TableColumns.repeated(words);
        if (twice.isPresent()) {
            throw choices.error("has '" + twice.get() + "' twice", "Leave one out.");
        }
        return Decision.of(name.text(), words);
    }

    private static List<String> names(List<YamlNode> nodes) {
        return nodes.stream().map(YamlNode::text).toList();
    }
}
