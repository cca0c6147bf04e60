package org.lampyris.hardware.calibration.networks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * For blocks with attributes, or of many kinds: each place's block, its attributes, pairs of them, and pairs of
 * attributes of neighbours. Those of the same names at the same place are a group.
 */
final class AttributeDesign implements Design {
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<int[]> groups = new ArrayList<>();

    AttributeDesign(List<List<String>> networks) {
        TreeMap<String, TreeSet<String>> words = new TreeMap<>();
        networks.forEach(network -> words(network)
                .forEach((group, found) ->
                        words.computeIfAbsent(group, g -> new TreeSet<>()).addAll(found)));
        words.forEach((group, found) -> {
            int first = columns.size();
            found.forEach(word -> columns.put(word, columns.size()));
            groups.add(IntStream.range(first, columns.size()).toArray());
        });
    }

    /** The features that a network has, by group. */
    private static Map<String, List<String>> words(List<String> network) {
        Map<String, List<String>> words = new TreeMap<>();
        List<String> before = List.of();
        for (int place = 0; place < network.size(); place++) {
            String block = network.get(place);
            List<String> attributes = Notation.attributes(block);
            add(words, place + " block", block);
            for (int i = 0; i < attributes.size() && attributes.size() > 1; i++) {
                add(words, place + " " + name(attributes.get(i)), attributes.get(i));
                for (int j = i + 1; j < attributes.size() && attributes.size() > 2; j++) {
                    pair(words, place + " inside", attributes.get(i), attributes.get(j));
                }
            }
            for (String left : before) {
                for (String right : attributes) {
                    pair(words, place + " after", left, right);
                }
            }
            before = attributes;
        }
        return words;
    }

    private static void pair(Map<String, List<String>> words, String where, String left, String right) {
        add(words, where + " " + name(left) + "&" + name(right), left + "&" + right);
    }

    private static void add(Map<String, List<String>> words, String group, String word) {
        words.computeIfAbsent(group, g -> new ArrayList<>()).add(group + "=" + word);
    }

    /** An attribute's name; of a block without attributes none, so that all blocks of a place are one group. */
    private static String name(String attribute) {
        return Notation.attributes(attribute + attribute).size() > 1 ? attribute.replaceAll("[0-9.]+$", "") : "";
    }

    @Override
    public int columns() {
        return columns.size();
    }

    @Override
    public SparseRow row(String architecture) {
        int[] present = words(Notation.blocks(architecture)).values().stream()
                .flatMap(List::stream)
                .filter(columns::containsKey)
                .mapToInt(columns::get)
                .sorted()
                .toArray();
        return SparseRow.ones(present);
    }

    @Override
    public Prior prior() {
        return new GroupPrior(groups, columns.size());
    }
}
