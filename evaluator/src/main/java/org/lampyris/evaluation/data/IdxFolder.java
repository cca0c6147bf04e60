package org.lampyris.evaluation.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        ImageSet train = part(folder, options, "train")
                .orElseThrow(() -> InvalidInputException.at(
                        folder.toString(),
                        "there is no file train" + IMAGES,
                        "Name the IDX files train" + IMAGES + " and train" + LABELS + " (or with .gz)."));
        Optional<ImageSet> validation = part(folder, options, "validation", "val");
        Optional<ImageSet> test = part(folder, options, "t10k", "test");
        for (ImageSet other : List.of(validation.orElse(train), test.orElse(train))) {
            if (!other.shape().equals(train.shape())) {
                throw InvalidInputException.at(
                        folder.toString(),
                        "its files have images of " + train.shape() + " and of " + other.shape(),
                        "Ask for one size, e.g. --image-size 32.");
            }
        }
        List<String> classNames = classNames(folder, train);
        checkLabels(folder, "train", train, classNames);
        validation.ifPresent(set -> checkLabels(folder, "validation", set, classNames));
        test.ifPresent(set -> checkLabels(folder, "t10k", set, classNames));
        return new LabelledImages(folder.toString(), classNames, train, validation, test);
    }

    private static void checkLabels(Path folder, String part, ImageSet set, List<String> classNames) {
        for (int i = 0; i < set.size(); i++) {
            if (set.label(i) >= classNames.size()) {
                throw InvalidInputException.at(
                        folder.resolve(part + LABELS).toString(),
                        "the label of image " + (i + 1) + " is " + set.label(i) + ", but there are " + classNames.size()
                                + " classes (0 to " + (classNames.size() - 1) + ")",
                        "Correct the labels, or classes.txt.");
            }
        }
    }

    private static Optional<ImageSet> part(Path folder, DataOptions options, String... prefixes) {
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
                return Optional.of(Conversion.of(
                        IdxReader.read(images.get(), labels.get()),
                        options,
                        images.get().toString()));
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
                return Files.readString(list, StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
            }
        } catch (IOException e) {
            throw Unreadable.file(list, e);
        }
        int highest = IntStream.of(train.labels()).max().orElse(0);
        return IntStream.rangeClosed(0, highest).mapToObj(String::valueOf).toList();
    }
}
