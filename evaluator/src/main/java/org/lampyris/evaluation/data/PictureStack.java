package org.lampyris.evaluation.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

/** Decodes image files part by part and brings all of them to one shape. */
final class PictureStack {
    private final DataOptions options;
    private final List<List<Picture>> parts = new ArrayList<>();
    private final List<int[]> labels = new ArrayList<>();
    private @Nullable Path first;
    private @Nullable Picture example;
    private boolean color;
    private long files;

    PictureStack(DataOptions options) {
        this.options = options;
        this.color = options.color() == ColorMode.RGB;
    }

    /**
     * Decodes a part.
     *
     * @param folder the part's, for messages
     * @param filesOfClass the image files of each class
     * @throws InvalidInputException if an image is broken or too large, or has another size and none was asked for
     */
    void add(Path folder, List<List<Path>> filesOfClass) {
        files += filesOfClass.stream().mapToLong(List::size).sum();
        List<Picture> pictures = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int c = 0; c < filesOfClass.size(); c++) {
            for (Path file : filesOfClass.get(c)) {
                Picture picture = ImageFileReader.read(file).in(options.color());
                if (options.imageSize().isPresent()) {
                    picture = picture.resized(options.imageSize().getAsInt());
                }
                boolean firstColor = !color && picture.shape().channels() == 3;
                color |= firstColor;
                if (firstColor || example == null) {
                    PixelLimit.checkMemory(folder.toString(), files * elements(picture));
                }
                checkSize(file, picture);
                pictures.add(picture);
                numbers.add(c);
            }
        }
        parts.add(pictures);
        labels.add(numbers.stream().mapToInt(Integer::intValue).toArray());
    }

    private long elements(Picture picture) {
        return (color ? 3L : 1L) * picture.shape().height() * picture.shape().width();
    }

    private void checkSize(Path file, Picture picture) {
        if (example == null) {
            example = picture;
            first = file;
        }
        TensorShape one = example.shape();
        TensorShape other = picture.shape();
        if (one.height() != other.height() || one.width() != other.width()) {
            throw InvalidInputException.at(
                    file.toString(),
                    other.width() + "x" + other.height() + " pixels, but " + first + " has " + one.width() + "x"
                            + one.height(),
                    "Ask for one size, e.g. --image-size 32.");
        }
    }

    /** The parts in the order they were added, grey if every image is, else in colour. Empties the stack. */
    List<ImageSet> toSets() {
        List<ImageSet> sets = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            sets.add(join(parts.get(part), labels.get(part)));
            parts.set(part, List.of());
        }
        return sets;
    }

    private ImageSet join(List<Picture> pictures, int[] numbers) {
        TensorShape one = pictures.get(0).shape();
        TensorShape shape = new TensorShape(color ? 3 : 1, one.height(), one.width());
        int length = Math.toIntExact(shape.elements());
        byte[] pixels = new byte[Math.multiplyExact(length, pictures.size())];
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = color ? pictures.get(i).rgb() : pictures.get(i);
            System.arraycopy(picture.pixels(), 0, pixels, i * length, length);
        }
        return new ImageSet(shape, pixels, numbers);
    }
}
