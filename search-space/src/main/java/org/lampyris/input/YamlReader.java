package org.lampyris.input;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Parses one YAML document of plain mappings, lists and scalars. Tags, anchors, aliases, duplicate keys, a second
 * document, nesting deeper than {@value #MAX_DEPTH} and files over 10 MB are refused, each with its line.
 */
public final class YamlReader {
    static final long MAX_BYTES = 10L * 1024 * 1024;
    static final int MAX_DEPTH = 16;

    private final String source;
    private final Iterator<Event> events;

    private YamlReader(String source, Iterator<Event> events) {
        this.source = source;
        this.events = events;
    }

    /** @throws InvalidInputException if the file can't be read or isn't such a document */
    public static YamlNode read(Path file) {
        String source = String.valueOf(file.getFileName());
        try {
            if (!Files.exists(file)) {
                throw new InvalidInputException(file + " does not exist. Maybe the path is misspelt.");
            }
            if (!Files.isRegularFile(file)) {
                throw new InvalidInputException(file + " is not a file. A YAML file is needed here.");
            }
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw InvalidInputException.at(
                        source, "the file has " + size + " bytes", "At most " + MAX_BYTES + " are read.");
            }
            return parse(source, Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(source + " is not a text file in UTF-8. Save it as UTF-8.", e);
        } catch (IOException e) {
            throw new InvalidInputException(file + " can't be read (" + e.getMessage() + "). Check its rights.", e);
        }
    }

    /**
     * @param source the name that messages give to the text, e.g. the file's name
     * @throws InvalidInputException if the text isn't such a document
     */
    public static YamlNode parse(String source, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setUseMarks(true)
                .setCodePointLimit((int) MAX_BYTES)
                .build();
        try {
            return new YamlReader(source, new Parse(settings).parseString(text).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            throw InvalidInputException.at(
                    place(e.getProblemMark()), "not valid YAML: " + e.getProblem(), "Check quotes and indentation.");
        } catch (YamlEngineException | IllegalArgumentException | StackOverflowError e) {
            throw InvalidInputException.at(source, "not valid YAML: " + e.getMessage(), "Check the file's contents.");
        }
    }

    private YamlNode document() {
        expect(Event.ID.StreamStart);
        Event start = events.next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            throw InvalidInputException.at(source, "the file is empty", "A mapping of keys to values is needed.");
        }
        YamlNode root = node(events.next(), "", 0);
        expect(Event.ID.DocumentEnd);
        Event end = events.next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw error(end, "a second document starts here", "Keep one document a file.");
        }
        return root;
    }

    private void expect(Event.ID id) {
        Event event = events.next();
        if (event.getEventId() != id) {
            throw error(event, "unexpected " + event.getEventId(), "Check the file's structure.");
        }
    }

    private YamlNode node(Event event, String path, int depth) {
        if (depth > MAX_DEPTH) {
            throw error(event, "nested deeper than " + MAX_DEPTH + " levels", "Flatten the file.");
        }
        return switch (event.getEventId()) {
            case Alias -> throw error(event, "an alias (*name)", "Aliases are not supported: write the value out.");
            case Scalar -> scalar((ScalarEvent) event, path);
            case SequenceStart -> sequence((CollectionStartEvent) event, path, depth);
            case MappingStart -> mapping((CollectionStartEvent) event, path, depth);
            default -> throw error(event, "unexpected " + event.getEventId(), "Check the file's structure.");
        };
    }

    private YamlNode scalar(ScalarEvent event, String path) {
        refuseTag(event, event.getTag(), event.getAnchor().isPresent());
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
        return YamlNode.scalar(place(event.getStartMark()), path, event.getValue(), plain);
    }

    private YamlNode sequence(CollectionStartEvent start, String path, int depth) {
        refuseTag(start, start.getTag(), start.getAnchor().isPresent());
        List<YamlNode> items = new ArrayList<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
            items.add(node(e, path + "[" + items.size() + "]", depth + 1));
        }
        return YamlNode.list(place(start.getStartMark()), path, items);
    }

    private YamlNode mapping(CollectionStartEvent start, String path, int depth) {
        refuseTag(start, start.getTag(), start.getAnchor().isPresent());
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
            if (!(e instanceof ScalarEvent key)) {
                throw error(e, "a key that is not a plain word", "Keys are words.");
            }
            scalar(key, path);
            String name = key.getValue();
            String child = path.isEmpty() ? name : path + "." + name;
            YamlNode value = node(events.next(), child, depth + 1);
            if (entries.put(name, value) != null) {
                throw error(e, "the key '" + child + "' stands twice", "Remove one of them.");
            }
        }
        return YamlNode.mapping(place(start.getStartMark()), path, entries);
    }

    private void refuseTag(Event event, Optional<String> tag, boolean anchor) {
        if (tag.isPresent()) {
            throw error(event, "the tag " + tag.get(), "Tags are not supported: write a plain value.");
        }
        if (anchor) {
            throw error(event, "an anchor (&name)", "Anchors are not supported: write the value out.");
        }
    }

    private InvalidInputException error(Event event, String problem, String advice) {
        return InvalidInputException.at(place(event.getStartMark()), problem, advice);
    }

    private static String place(Optional<Mark> mark) {
        return mark.map(m -> m.getName() + ":" + (m.getLine() + 1)).orElse("?");
    }
}
