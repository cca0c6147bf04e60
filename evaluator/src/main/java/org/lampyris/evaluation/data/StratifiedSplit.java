package org.lampyris.evaluation.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Indexes of images in two parts, each class in the same proportion, drawn by the seed alone.
 *
 * @param kept ascending
 * @param held ascending; of each class the rounded share, at least one, and no more than leaves what must stay
 */
@SuppressWarnings("ArrayRecordComponent") // Lives for one call, inside this package, never compared.
record StratifiedSplit(int[] kept, int[] held) {

    /**
     * @param share of each class to hold back, between 0 and 1
     * @param stay images of each class that are kept at least, 1 or more
     * @throws IllegalArgumentException if a class has no image more than must stay
     */
    static StratifiedSplit of(int[] labels, int classes, double share, int stay, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] isHeld = new boolean[labels.length];
        for (int c = 0; c < classes; c++) {
            int label = c;
            int[] images = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == label)
                    .toArray();
            if (images.length <= stay) {
                throw new IllegalArgumentException("class " + c + " has " + images.length + " images to split");
            }
            int count = (int) Math.max(1, Math.min((long) images.length - stay, Math.round(share * images.length)));
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
