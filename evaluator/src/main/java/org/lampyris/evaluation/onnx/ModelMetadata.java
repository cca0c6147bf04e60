package org.lampyris.evaluation.onnx;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an ONNX file of ours says in its metadata: {@code classes} (a JSON list of names), {@code preprocessing} (a JSON
 * object of {@code scale}, {@code mean}, {@code std}; it is part of the graph already), and whatever the user added.
 */
public record ModelMetadata(List<String> classes, Preprocessing preprocessing, SortedMap<String, String> others) {
    public static final String CLASSES = "classes";
    public static final String PREPROCESSING = "preprocessing";
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    static ModelMetadata of(ExportableNetwork network) {
        return new ModelMetadata(network.classes(), network.preprocessing(), network.metadata());
    }

    SortedMap<String, String> toProperties() {
        JsonObject steps = new JsonObject();
        steps.addProperty("scale", preprocessing.scale());
        steps.add("mean", GSON.toJsonTree(preprocessing.mean()));
        steps.add("std", GSON.toJsonTree(preprocessing.std()));
        SortedMap<String, String> properties = new TreeMap<>(others);
        properties.put(CLASSES, ascii(GSON.toJson(classes)));
        properties.put(PREPROCESSING, GSON.toJson(steps));
        return properties;
    }

    /** ONNX Runtime's Java side garbles characters beyond U+FFFF, so none is written as itself. */
    private static String ascii(String json) {
        return json.chars()
                .mapToObj(c -> c < 0x7f ? Character.toString(c) : String.format(Locale.ROOT, "\\u%04x", c))
                .collect(Collectors.joining());
    }

    /** @throws IllegalArgumentException if ours are missing or of another form; the message says which */
    public static ModelMetadata parse(Map<String, String> properties) {
        SortedMap<String, String> others = new TreeMap<>(properties);
        others.remove(CLASSES);
        others.remove(PREPROCESSING);
        List<String> classes = new ArrayList<>();
        for (JsonElement name : array(json(properties, CLASSES), CLASSES)) {
            if (!name.isJsonPrimitive()) {
                throw malformed(CLASSES);
            }
            classes.add(name.getAsString());
        }
        JsonElement steps = json(properties, PREPROCESSING);
        if (!steps.isJsonObject()) {
            throw malformed(PREPROCESSING);
        }
        JsonObject parts = steps.getAsJsonObject();
        double scale = number(parts.get("scale"));
        Preprocessing preprocessing = new Preprocessing(scale, numbers(parts.get("mean")), numbers(parts.get("std")));
        return new ModelMetadata(List.copyOf(classes), preprocessing, others);
    }

    private static JsonElement json(Map<String, String> properties, String key) {
        String text = properties.get(key);
        if (text == null) {
            throw new IllegalArgumentException("its metadata has no '" + key + "'");
        }
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw malformed(key);
        }
    }

    private static JsonArray array(@Nullable JsonElement element, String key) {
        if (element == null || !element.isJsonArray()) {
            throw malformed(key);
        }
        return element.getAsJsonArray();
    }

    private static List<Double> numbers(@Nullable JsonElement element) {
        List<Double> numbers = new ArrayList<>();
        for (JsonElement number : array(element, PREPROCESSING)) {
            numbers.add(number(number));
        }
        return numbers;
    }

    private static double number(@Nullable JsonElement element) {
        if (element == null
                || !element.isJsonPrimitive()
                || !element.getAsJsonPrimitive().isNumber()) {
            throw malformed(PREPROCESSING);
        }
        return element.getAsDouble();
    }

    private static IllegalArgumentException malformed(String key) {
        return new IllegalArgumentException("its metadata '" + key + "' is malformed");
    }
}
