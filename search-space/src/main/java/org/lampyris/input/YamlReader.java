package org.lampyris.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/**
 * Parses one YAML document of plain mappings, lists and scalars. Tags, anchors, aliases, duplicate keys, a second
 * document, nesting deeper than {@value #MAX_DEPTH} and files over 10 MB are refused, each with its line.
 */
public final class YamlReader {
    static final int MAX_BYTES = 10 * 1024 * 1024;
    static final int MAX_DEPTH = 16;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final String source;
    private final Iterator<Event> events;

    private YamlReader(String source, Iterator<Event> events) {
        this.source = source;
        this.events = events;
    }

    /** @throws InvalidInputException if the file can't be read or isn't such a document */
    public static YamlNode read(Path file) {
        return parse(String.valueOf(file.getFileName()), bytes(file));
    }

    /**
     * The content of a file, for {@link #parse(String, byte[])}.
     *
     * @throws InvalidInputException if the file can't be read or is too large
     */
    public static byte[] bytes(Path file) {
        if (!Files.exists(file)) {
            throw new InvalidInputException(file + " does not exist. Maybe the path is misspelt.");
        }
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(file + " is not a file. A YAML file is needed here.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw InvalidInputException.at(
                        String.valueOf(file.getFileName()),
                        "the file has over " + MAX_BYTES + " bytes",
                        "Make it smaller, or split it.");
            }
            return bytes;
        } catch (IOException e) {
            String reason = e.getClass().getSimpleName();
            throw new InvalidInputException(file + " can't be read (" + reason + "). Check its access rights.", e);
        }
    }

    /**
     * @param source the name that messages give to the text, e.g. the file's name
     * @throws InvalidInputException if these bytes aren't such a document in UTF-8
     */
    public static YamlNode parse(String source, byte[] bytes) {
        try {
            return parse(source, decoded(bytes));
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(source + " is not a text file in UTF-8. Save it as UTF-8.", e);
        }
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /**
     * @param source the name that messages give to the text, e.g. the file's name
     * @throws InvalidInputException if the text isn't such a document
     */
    public static YamlNode parse(String source, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setUseMarks(true)
                .setCodePointLimit(MAX_BYTES)
                .build();
        try {
            return new YamlReader(source, new Parse(settings).parseString(text).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark().map(YamlReader::place).orElse(source);
            throw notYaml(where, String.valueOf(e.getProblem()), "Check quotes and indentation.", e);
        } catch (YamlVersionException e) {
            throw notYaml(source, "the version of its %YAML line is not known", "Remove that line.", e);
        } catch (StackOverflowError e) {
            throw notYaml(source, "nested too deeply", "Flatten the file.", e);
        } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw notYaml(source, String.valueOf(e.getMessage()), "Check the file's contents.", e);
        }
    }

    private static InvalidInputException notYaml(String where, String problem, String advice, Throwable cause) {
        return new InvalidInputException(where + ": not valid YAML: " + problem + ". " + advice, cause);
    }

    private YamlNode document() {
        expect(Event.ID.StreamStart);
        Event start = events.next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            throw InvalidInputException.at(source, "the file is empty", "A mapping of keys to values is needed.");
        }
        Event first = events.next();
        YamlNode root = node(first, place(first), "", 0);
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

    /** @param place the value's, or that of its key */
    private YamlNode node(Event event, String place, String path, int depth) {
        if (event instanceof ScalarEvent scalar) {
            refuseTag(event, scalar.getTag(), scalar.getAnchor().isPresent());
            return YamlNode.scalar(place, path, scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
        }
        if (event instanceof CollectionStartEvent start) {
            if (depth >= MAX_DEPTH) {
                throw error(event, "nested deeper than " + MAX_DEPTH + " levels", "Flatten the file.");
            }
            refuseTag(event, start.getTag(), start.getAnchor().isPresent());
            boolean sequence = event.getEventId() == Event.ID.SequenceStart;
            return sequence ? sequence(place, path, depth) : mapping(place, path, depth);
        }
        if (event.getEventId() == Event.ID.Alias) {
            throw error(event, "an alias (*name)", "Aliases are not supported: write the value out.");
        }
        throw error(event, "unexpected " + event.getEventId(), "Check the file's structure.");
    }

    private YamlNode sequence(String place, String path, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
            items.add(node(e, place(e), path + "[" + items.size() + "]", depth + 1));
        }
        return YamlNode.list(place, path, items);
    }

    private YamlNode mapping(String place, String path, int depth) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
            if (!(e instanceof ScalarEvent key)) {
                throw error(e, "a key that is not a plain word", "Keys are words.");
            }
            refuseTag(e, key.getTag(), key.getAnchor().isPresent());
            String name = key.getValue();
            String child = path.isEmpty() ? name : path + "." + name;
            if (entries.containsKey(name)) {
                throw error(e, "the key '" + child + "' stands twice", "Remove one of them.");
            }
            entries.put(name, node(events.next(), place(e), child, depth + 1));
        }
        return YamlNode.mapping(place, path, entries);
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
        return InvalidInputException.at(place(event), problem, advice);
    }

    private String place(Event event) {
        return event.getStartMark().map(YamlReader::place).orElse(source);
    }

    private static String place(Mark mark) {
        return mark.getName() + ":" + (mark.getLine() + 1);
    }
}
