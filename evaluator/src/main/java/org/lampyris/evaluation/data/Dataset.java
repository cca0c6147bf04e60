package org.lampyris.evaluation.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.lampyris.input.Sha256;
import org.lampyris.space.graph.TensorShape;

/** A data set in memory: three disjoint splits of images of one shape, and what belongs to them. Immutable. */
public final class Dataset {
    private final String name;
    private final List<String> classNames;
    private final Splits splits;
    private final Normalization normalization;
    private final String sha256;

    /**
     * @param classNames at least two, all different; a label is an index into it
     * @throws IllegalArgumentException if there are fewer classes, two share a name, or a label is beyond them
     */
    Dataset(String name, List<String> classNames, Splits splits) {
        this.name = name;
        this.classNames = List.copyOf(classNames);
        this.splits = splits;
        if (classNames.size() < 2) {
            throw new IllegalArgumentException(name + " has " + classNames.size() + " classes, two are the least");
        }
        if (new HashSet<>(classNames).size() < classNames.size()) {
            throw new IllegalArgumentException("the classes of " + name + " need names that differ, not " + classNames);
        }
        for (ImageSet set : List.of(splits.train(), splits.validation(), splits.test())) {
            for (int i = 0; i < set.size(); i++) {
                if (set.label(i) >= classNames.size()) {
                    throw new IllegalArgumentException("the label " + set.label(i) + " is not below "
                            + classNames.size() + ", the number of classes of " + name);
                }
            }
        }
        this.normalization = Normalization.of(splits.train());
        this.sha256 = hash();
    }

    private Dataset(Dataset other, Normalization normalization) {
        this.name = other.name;
        this.classNames = other.classNames;
        this.splits = other.splits;
        this.normalization = normalization;
        this.sha256 = other.sha256;
    }

    /**
     * The same images, normalised as a network wants them.
     *
     * @throws IllegalArgumentException if it is for another number of channels
     */
    public Dataset normalizedBy(Normalization other) {
        if (other.mean().size() != shape().channels()) {
            throw new IllegalArgumentException(
                    other.mean().size() + " means for images of " + shape().channels() + " channels");
        }
        return new Dataset(this, other);
    }

    /** The name it was opened by: a registered name, or the folder's own name. */
    public String name() {
        return name;
    }

    /** The names of the classes; a label is an index into this list. */
    public List<String> classNames() {
        return classNames;
    }

    /** The shape of one image. */
    public TensorShape shape() {
        return splits.train().shape();
    }

    /** The images that weights are fitted to. */
    public ImageSet train() {
        return splits.train();
    }

    /** The images that architectures are chosen by: early stopping and rewards look at these. */
    public ImageSet validation() {
        return splits.validation();
    }

    /**
     * The images that the final figures come from. Only export and the final report touch it: a search that looks here,
     * even once, makes its own figures worthless.
     */
    public ImageSet test() {
        return splits.test();
    }

    /** Mean and deviation per channel of the training images. */
    public Normalization normalization() {
        return normalization;
    }

    /**
     * The SHA-256 (hexadecimal, lower case) of all content: shape, class names, labels and pixels of the three splits in
     * their order. Two data sets with the same hash train the same networks. The name is not part of it.
     */
    public String sha256() {
        return sha256;
    }

    private String hash() {
        MessageDigest digest = Sha256.digest();
        StringBuilder header =
                new StringBuilder("lampyris data 1\n").append(shape()).append('\n');
        classNames.forEach(c -> header.append(c.length()).append(' ').append(c).append('\n'));
        digest.update(header.toString().getBytes(StandardCharsets.UTF_8));
        for (ImageSet set : List.of(splits.train(), splits.validation(), splits.test())) {
            ByteBuffer labels = ByteBuffer.allocate(Integer.BYTES * (set.size() + 1));
            labels.putInt(set.size());
            for (int i = 0; i < set.size(); i++) {
                labels.putInt(set.label(i));
            }
            digest.update(labels.flip());
            digest.update(set.pixels());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public String toString() {
        return name + ": " + classNames.size() + " classes, " + shape() + ", " + train().size() + " training, "
                + validation().size() + " validation, " + test().size() + " test images";
    }
}
