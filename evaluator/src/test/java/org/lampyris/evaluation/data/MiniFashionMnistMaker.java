package org.lampyris.evaluation.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Makes the embedded subset from the whole data set: {@code main OUTPUT-FILE}. The rule: per class, the images of a file
 * are shuffled (Fisher and Yates, from the last to the second, {@code SplittableRandom(20170825)}, class after class);
 * of the training file the first 600 become training and the next 100 validation, of the test file the first 200 become
 * test. Within a split, images keep the order of the file.
 */
final class MiniFashionMnistMaker {
    static final Path FOLDER = Path.of("/usr/share/datasets/fashion-mnist");
    private static final long SEED = 20170825;

    private MiniFashionMnistMaker() {}

    public static void main(String[] args) throws IOException {
        Splits splits = choose(FOLDER);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setStrategy(Deflater.FILTERED);
        try (OutputStream out = new DeflaterOutputStream(Files.newOutputStream(Path.of(args[0])), deflater)) {
            for (ImageSet set : List.of(splits.train(), splits.validation(), splits.test())) {
                write(set, out);
            }
        } finally {
            deflater.end();
        }
    }

    static Splits choose(Path folder) {
        ImageSet train = IdxReader.read(
                folder.resolve("train-images-idx3-ubyte.gz"), folder.resolve("train-labels-idx1-ubyte.gz"));
        ImageSet test = IdxReader.read(
                folder.resolve("t10k-images-idx3-ubyte.gz"), folder.resolve("t10k-labels-idx1-ubyte.gz"));
        int[][] ofTrain = chooseBalanced(train, 600, 100);
        int[][] ofTest = chooseBalanced(test, 200);
        return new Splits(train.select(ofTrain[0]), train.select(ofTrain[1]), test.select(ofTest[0]));
    }

    private static int[][] chooseBalanced(ImageSet set, int... perClass) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<List<Integer>> chosen = new ArrayList<>();
        for (int ignored : perClass) {
            chosen.add(new ArrayList<>());
        }
        for (int c = 0; c < FashionMnist.CLASS_NAMES.size(); c++) {
            int wanted = c;
            int[] images = IntStream.range(0, set.size())
                    .filter(i -> set.label(i) == wanted)
                    .toArray();
            for (int i = images.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int kept = images[i];
                images[i] = images[other];
                images[other] = kept;
            }
            int next = 0;
            for (int part = 0; part < perClass.length; part++) {
                for (int i = 0; i < perClass[part]; i++) {
                    chosen.get(part).add(images[next++]);
                }
            }
        }
        return chosen.stream()
                .map(part -> part.stream().mapToInt(Integer::intValue).sorted().toArray())
                .toArray(int[][]::new);
    }

    private static void write(ImageSet set, OutputStream out) throws IOException {
        for (int label : set.labels()) {
            out.write(label);
        }
        int length = (int) set.shape().elements();
        byte[] pixels = new byte[set.size() * length];
        set.pixels().get(pixels);
        for (int i = 0; i < set.size(); i++) {
            PaethFilter.filter(
                    pixels, i * length, set.shape().height(), set.shape().width());
        }
        out.write(pixels);
    }
}
