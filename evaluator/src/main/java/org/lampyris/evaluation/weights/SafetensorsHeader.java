package org.lampyris.evaluation.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The JSON header of a safetensors file. */
record SafetensorsHeader(SortedMap<String, Entry> entries, SortedMap<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;

    /**
     * Where a tensor's values are.
     *
     * @param begin the first byte, from the end of the header
     * @param end one more than the last byte
     */
    record Entry(List<Integer> shape, long begin, long end) {
        long bytes() {
            return end - begin;
        }
    }

    static SafetensorsHeader of(NetworkWeights weights, Map<String, String> metadata) {
        SortedMap<String, Entry> entries = new TreeMap<>();
        long begin = 0;
        for (Map.Entry<String, Tensor> tensor : weights.tensors().entrySet()) {
            if (tensor.getKey().equals(METADATA)) {
                throw new IllegalArgumentException("no tensor may be called " + METADATA);
            }
            long end = begin + (long) Float.BYTES * tensor.getValue().size();
            entries.put(tensor.getKey(), new Entry(tensor.getValue().shape(), begin, end));
            begin = end;
        }
        return new SafetensorsHeader(entries, new TreeMap<>(metadata));
    }

    /** UTF-8, padded with blanks so that the values are aligned. */
    byte[] toBytes() {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            if (!metadata.isEmpty()) {
                json.name(METADATA).beginObject();
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.name(entry.getKey()).value(entry.getValue());
                }
                json.endObject();
            }
            for (Map.Entry<String, Entry> entry : entries.entrySet()) {
                json.name(entry.getKey()).beginObject().name("dtype").value("F32");
                json.name("shape").beginArray();
                for (int size : entry.getValue().shape()) {
                    json.value(size);
                }
                json.endArray().name("data_offsets").beginArray();
                json.value(entry.getValue().begin()).value(entry.getValue().end());
                json.endArray().endObject();
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int length = text.toString().getBytes(StandardCharsets.UTF_8).length;
        return (text + " ".repeat(Math.floorMod(-length, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param available the bytes after the header, each of which must belong to exactly one tensor
     */
    static SafetensorsHeader parse(ByteBuffer header, long available) throws MalformedHeaderException {
        SortedMap<String, Entry> entries = new TreeMap<>();
        SortedMap<String, String> metadata = new TreeMap<>();
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(header).toString();
            JsonReader json = new JsonReader(new StringReader(text));
            json.setStrictness(Strictness.STRICT);
            json.beginObject();
            boolean seen = false;
            while (json.hasNext()) {
                String name = json.nextName();
                if (name.equals(METADATA)) {
                    require(!seen, METADATA + " stands twice");
                    seen = true;
                    readMetadata(json, metadata);
                } else {
                    require(!name.isBlank(), "a tensor has no name");
                    require(entries.put(name, readEntry(json, name)) == null, "the tensor " + name + " stands twice");
                }
            }
            json.endObject();
            require(json.peek() == JsonToken.END_DOCUMENT, "something follows the header's object");
        } catch (IOException e) {
            throw new MalformedHeaderException("its header is no JSON");
        } catch (IllegalStateException | IllegalArgumentException | ArithmeticException e) {
            throw new MalformedHeaderException("its header is no JSON of this kind (" + firstLine(e) + ")");
        }
        requireCovered(entries, available);
        return new SafetensorsHeader(entries, metadata);
    }

    private static void readMetadata(JsonReader json, SortedMap<String, String> metadata)
            throws IOException, MalformedHeaderException {
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            require(json.peek() == JsonToken.STRING, "the metadata " + key + " is no text");
            require(metadata.put(key, json.nextString()) == null, "the metadata " + key + " stands twice");
        }
        json.endObject();
    }

    private static Entry readEntry(JsonReader json, String tensor) throws IOException, MalformedHeaderException {
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            boolean fresh = switch (key) {
                case "dtype" -> type == null;
                case "shape" -> shape == null;
                case "data_offsets" -> offsets == null;
                default -> false;
            };
            require(fresh, "the key " + key + " of " + tensor + " is unknown or stands twice");
            switch (key) {
                case "dtype" -> type = json.nextString();
                case "shape" -> shape = readNumbers(json);
                default -> offsets = readNumbers(json);
            }
        }
        json.endObject();
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw new MalformedHeaderException(tensor + " needs a dtype, a shape and two data_offsets");
        }
        require(type.equals("F32"), tensor + " has the dtype " + type);
        List<Integer> sizes = shape.stream().map(Math::toIntExact).toList();
        long bytes = Float.BYTES * Tensor.elements(sizes);
        Entry entry = new Entry(sizes, offsets.get(0), offsets.get(1));
        require(
                entry.begin() >= 0 && entry.end() >= entry.begin() && entry.bytes() == bytes,
                tensor + " of shape " + sizes + " has the data_offsets " + offsets);
        return entry;
    }

    private static List<Long> readNumbers(JsonReader json) throws IOException, MalformedHeaderException {
        List<Long> numbers = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            require(
                    json.peek() == JsonToken.NUMBER && numbers.size() < 8,
                    "a shape or offset is no short list of numbers");
            numbers.add(json.nextLong());
        }
        json.endArray();
        return numbers;
    }

    private static void requireCovered(SortedMap<String, Entry> entries, long available)
            throws MalformedHeaderException {
        long end = 0;
        for (Map.Entry<String, Entry> entry : entries.entrySet().stream()
                .sorted(Comparator.comparingLong(e -> e.getValue().begin()))
                .toList()) {
            require(
                    entry.getValue().begin() == end,
                    entry.getKey() + " begins at byte " + entry.getValue().begin() + ", not " + end);
            end = entry.getValue().end();
        }
        require(end == available, "its tensors need " + end + " bytes, but " + available + " follow the header");
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static void require(boolean condition, String problem) throws MalformedHeaderException {
        if (!condition) {
            throw new MalformedHeaderException(problem);
        }
    }
}
