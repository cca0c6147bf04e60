package org.lampyris.evaluation.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.lampyris.input.InvalidInputException;

/**
 * A sub-folder per class, with PNG or JPEG images in it; or {@code train}, {@code val} (or {@code validation}) and
 * {@code test} folders, the last two optional, with the class folders in them. Class numbers follow the sorted names.
 */
final class ImageFolder implements FolderFormat {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");
    private static final List<String> OTHER_IMAGES = List.of(".gif", ".bmp", ".webp", ".tif", ".tiff", ".ppm", ".pgm");

    @Override
    public boolean recognises(Path folder) {
        List<Path> entries = FolderListing.of(folder);
        entries.forEach(ImageFolder::isFolder);
        return entries.stream().anyMatch(Files::isDirectory);
    }

    @Override
    public LabelledImages read(Path folder, DataOptions options) {
        Optional<Path> train = part(folder, "train");
        Optional<Path> validation = part(folder, "val").or(() -> part(folder, "validation"));
        Optional<Path> test = part(folder, "test");
        PictureStack stack = new PictureStack(options);
        if (train.isEmpty() || (validation.isEmpty() && test.isEmpty())) {
            List<String> classes = classesOf(folder);
            stack.add(folder, imagesOf(folder, classes));
            return new LabelledImages(
                    folder.toString(), classes, stack.toSets().get(0), Optional.empty(), Optional.empty());
        }
        List<String> classes = classesOf(train.get());
        List<Path> parts = new ArrayList<>(List.of(train.get()));
        validation.ifPresent(parts::add);
        test.ifPresent(parts::add);
        Map<Path, List<List<Path>>> files = new LinkedHashMap<>();
        for (Path part : parts) {
            classesOf(part).stream()
                    .filter(Predicate.not(classes::contains))
                    .findFirst()
                    .ifPresent(name -> {
                        throw InvalidInputException.at(
                                part.resolve(name).toString(),
                                "the class '" + name + "' has no training images",
                                "Add " + train.get().resolve(name) + ", or take this folder away.");
                    });
            files.put(part, imagesOf(part, classes));
        }
        files.forEach(stack::add);
        List<ImageSet> sets = stack.toSets();
        return new LabelledImages(
                folder.toString(),
                classes,
                sets.get(0),
                validation.map(v -> sets.get(1)),
                test.map(t -> sets.get(sets.size() - 1)));
    }

    private static Optional<Path> part(Path folder, String name) {
        return Optional.of(folder.resolve(name)).filter(Files::isDirectory);
    }

    private static List<String> classesOf(Path folder) {
        List<String> names = FolderListing.of(folder).stream()
                .filter(ImageFolder::isFolder)
                .map(FolderListing::nameOf)
                .toList();
        LabelledImages.checkClasses(folder.toString(), names.size());
        return names;
    }

    /** The image files of each class, sorted. */
    private static List<List<Path>> imagesOf(Path folder, List<String> classes) {
        List<List<Path>> images = new ArrayList<>();
        for (String name : classes) {
            Path inside = folder.resolve(name);
            List<Path> files = new ArrayList<>();
            for (Path entry : FolderListing.of(inside)) {
                if (isFolder(entry)) {
                    throw InvalidInputException.at(
                            entry.toString(),
                            "a folder inside the class '" + name + "'",
                            "Classes have no sub-folders.");
                }
                if (FolderListing.endsIn(entry, OTHER_IMAGES)) {
                    throw InvalidInputException.at(
                            entry.toString(), "neither PNG nor JPEG", "Convert it, or take it out of the folder.");
                }
                if (FolderListing.endsIn(entry, ENDINGS)) {
                    files.add(entry);
                }
            }
            if (files.isEmpty()) {
                throw InvalidInputException.at(
                        inside.toString(),
                        "the class '" + name + "' has no PNG or JPEG images",
                        "Add some, or remove it.");
            }
            images.add(files);
        }
        return images;
    }

    /** Follows links; a link that leads nowhere or in a circle is an error, not an absent class. */
    private static boolean isFolder(Path entry) {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class).isDirectory();
        } catch (IOException e) {
            if (Files.isSymbolicLink(entry)) {
                throw new InvalidInputException(
                        entry + ": a link that leads nowhere or in a circle. Remove it, or mend it.", e);
            }
            throw Unreadable.file(entry, e);
        }
    }
}
