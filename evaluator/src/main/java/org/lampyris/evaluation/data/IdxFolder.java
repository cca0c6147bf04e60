package org.lampyris.evaluation.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lampyris.input.InvalidInputException;

/**
 * {@code train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte}, each plain or with {@code .gz}; the same with
 * {@code t10k} or {@code test}, and with {@code validation} or {@code val}, where there are such splits. Names of the
 * classes may stand in {@code classes.txt}, a line each; else they are their numbers.
 */
final class IdxFolder implements FolderFormat {
    private static final String IMAGES = "-images-idx3-ubyte";
    private static final String LABELS = "-labels-idx1-ubyte";
    private static final int LONGEST_LIST = 1 << 20;

    @Override
    public boolean recognises(Path folder) {
        return FolderListing.of(folder).stream()
                .anyMatch(file -> FolderListing.endsIn(file, List.of(IMAGES, IMAGES + ".gz", LABELS, LABELS + ".gz")));
    }

    @Override
    public LabelledImages read(Path folder, DataOptions options) {
        Part train = part(folder, options, "train")
                .orElseThrow(() -> InvalidInputException.at(
                        folder.toString(),
                        "there is no file train" + IMAGES,
                        "Name the IDX files train" + IMAGES + " and train" + LABELS + " (or with .gz)."));
        Optional<Part> validation = part(folder, options, "validation", "val");
        Optional<Part> test = part(folder, options, "t10k", "test");
        for (Part other : List.of(validation.orElse(train), test.orElse(train))) {
            if (!other.images().shape().equals(train.images().shape())) {
                throw InvalidInputException.at(
                        folder.toString(),
                        "its files have images of " + train.images().shape() + " and of "
                                + other.images().shape(),
                        "Ask for one size, e.g. --image-size 32.");
            }
        }
        List<String> classNames = classNames(folder, train.images());
        checkLabels(train, classNames);
        validation.ifPresent(part -> checkLabels(part, classNames));
        test.ifPresent(part -> checkLabels(part, classNames));
        return new LabelledImages(
                folder.toString(), classNames, train.images(), validation.map(Part::images), test.map(Part::images));
    }

    /** A split and the file that its labels come from. */
    private record Part(ImageSet images, Path labels) {}

    private static void checkLabels(Part part, List<String> classNames) {
        ImageSet set = part.images();
        for (int i = 0; i < set.size(); i++) {
            if (set.label(i) >= classNames.size()) {
                throw InvalidInputException.at(
                        part.labels().toString(),
                        "the label of image " + (i + 1) + " is " + set.label(i) + ", but there are " + classNames.size()
                                + " classes (0 to " + (classNames.size() - 1) + ")",
                        "Correct the labels, or classes.txt.");
            }
        }
    }

    private static Optional<Part> part(Path folder, DataOptions options, String... prefixes) {
        for (String prefix : prefixes) {
            Optional<Path> images = find(folder, prefix + IMAGES);
            Optional<Path> labels = find(folder, prefix + LABELS);
            if (images.isPresent() != labels.isPresent()) {
                throw InvalidInputException.at(
                        folder.toString(),
                        "there is no file " + prefix + (images.isPresent() ? LABELS : IMAGES),
                        "Images and labels come in pairs.");
            }
            if (images.isPresent() && labels.isPresent()) {
                ImageSet read = IdxReader.read(images.get(), labels.get());
                return Optional.of(
                        new Part(Conversion.of(read, options, images.get().toString()), labels.get()));
            }
        }
        return Optional.empty();
    }

    static Optional<Path> find(Path folder, String name) {
        Path plain = folder.resolve(name);
        return Files.exists(plain)
                ? Optional.of(plain)
                : Optional.of(folder.resolve(name + ".gz")).filter(Files::exists);
    }

    private static List<String> classNames(Path folder, ImageSet train) {
        Path list = folder.resolve("classes.txt");
        try {
            if (Files.exists(list)) {
                if (Files.size(list) > LONGEST_LIST) {
                    throw InvalidInputException.at(list.toString(), "over 1 MB", "A class name a line is expected.");
                }
                return distinct(list, Files.readAllLines(list, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw Unreadable.file(list, e);
        }
        int highest = IntStream.of(train.labels()).max().orElse(0);
        return IntStream.rangeClosed(0, highest).mapToObj(String::valueOf).toList();
    }

    private static List<String> distinct(Path list, List<String> lines) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String name = lines.get(i).strip();
            Integer earlier = name.isEmpty() ? null : places.putIfAbsent(name, i + 1);
            if (earlier != null) {
                throw InvalidInputException.at(
                        list + ":" + (i + 1),
                        "the class '" + name + "' stands in line " + earlier + " already",
                        "Each class needs a name of its own.");
            }
        }
        return List.copyOf(places.keySet());
    }
}
