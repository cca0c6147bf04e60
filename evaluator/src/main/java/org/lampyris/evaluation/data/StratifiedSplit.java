package org.lampyris.evaluation.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Indexes of images in two parts, each class in the same proportion, drawn by the seed alone.
 *
 * @param kept ascending
 * @param held ascending; of each class the rounded share, at least one
 */
@SuppressWarnings("ArrayRecordComponent") // Lives for one call, inside this package, never compared.
record StratifiedSplit(int[] kept, int[] held) {

    /**
     * @param share of each class to hold back, between 0 and 1
     * @throws IllegalArgumentException if a class has fewer than two images
     */
    static StratifiedSplit of(int[] labels, int classes, double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] isHeld = new boolean[labels.length];
        for (int c = 0; c < classes; c++) {
            int label = c;
            int[] images = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == label)
                    .toArray();
            if (images.length < 2) {
                throw new IllegalArgumentException("class " + c + " has " + images.length + " images to split");
            }
            int count = (int) Math.max(1, Math.min(images.length - 1L, Math.round(share * images.length)));
            SplittableRandom own = random.split();
            for (int i = 0; i < count; i++) {
                int other = i + own.nextInt(images.length - i);
                int drawn = images[other];
                images[other] = images[i];
                images[i] = drawn;
                isHeld[drawn] = true;
            }
        }
        int[] all = IntStream.range(0, labels.length).toArray();
        return new StratifiedSplit(
                Arrays.stream(all).filter(i -> !isHeld[i]).toArray(),
                Arrays.stream(all).filter(i -> isHeld[i]).toArray());
    }
}
