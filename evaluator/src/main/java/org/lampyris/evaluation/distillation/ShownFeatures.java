package org.lampyris.evaluation.distillation;

import java.nio.FloatBuffer;
import org.lampyris.evaluation.compression.coding.Float16;
import org.lampyris.space.graph.TensorShape;

/** What a teacher's feature map shows of each training image, kept as 16-bit floats. */
final class ShownFeatures implements Shown {
    /** The largest 16-bit float. */
    private static final float LARGEST = 65_504;

    private final View view;
    private final TensorShape from;
    private final AreaAverage average;
    private final short[][] plain;
    private final short[][] mirrored;
    private int next;
    private double squares;
    /** What values are kept in units of; it falls out when they are given in those of their mean square. */
    private float scale = 1;

    /**
     * What is kept of a feature map.
     *
     * @param rows the height it is averaged down to
     * @param columns the width it is averaged down to
     * @param attention whether it is the attention map, [row][column]; else the features, [row][column][channel], in units
     *     of the square root of their mean square over all images
     */
    record View(FeatureMap map, int rows, int columns, boolean attention) {

        /** The number of values of an image. */
        long values() {
            return (long) rows * columns * (attention ? 1 : map.shape().channels());
        }
    }

    /** @param mirrors whether mirrored images are shown, too; else they are taken for the same as those that aren't */
    ShownFeatures(View view, int images, boolean mirrors) {
        this.view = view;
        this.from = view.map().shape();
        this.average = new AreaAverage(from, view.rows(), view.columns());
        this.plain = new short[images][];
        this.mirrored = mirrors ? new short[images][] : plain;
    }

    /**
     * Takes the next images.
     *
     * @throws IllegalArgumentException if a value isn't finite
     * @param results whole images: image, channel, row, column; all that remain
     */
    void take(FloatBuffer results, boolean turned) {
        int size = Math.toIntExact(from.elements());
        int pixels = size / from.channels();
        while (results.hasRemaining()) {
            float[] features = new float[size];
            for (int i = 0; i < size; i++) {
                float value = results.get();
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException(view.map().node() + " has the result " + value);
                }
                features[i % pixels * from.channels() + i / pixels] = value;
            }
            float[] small = average.of(features);
            keep(view.attention() ? AttentionLoss.map(small, from.channels()) : small, turned);
        }
    }

    private void keep(float[] values, boolean turned) {
        if (next == 0 && !view.attention()) {
            scale = scale(values);
        }
        short[] halves = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            float value = scale * values[i];
            halves[i] = (short) Float16.of(Math.max(-LARGEST, Math.min(LARGEST, value)));
            squares += turned ? 0 : (double) value * value;
        }
        (turned ? mirrored : plain)[next % plain.length] = halves;
        next++;
    }

    /** A power of two that brings values to about 1, where 16-bit floats are as exact as they get. */
    private static float scale(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        int exponent = squares == 0 ? 0 : Math.getExponent(Math.sqrt(squares / values.length));
        return Math.scalb(1f, Math.max(-100, Math.min(100, -exponent)));
    }

    @Override
    public float[] of(int image, boolean turned) {
        short[] halves = (turned ? mirrored : plain)[image];
        double mean = squares / plain.length / halves.length;
        float unit = view.attention() || mean == 0 ? 1 : (float) (1 / Math.sqrt(mean));
        float[] values = new float[halves.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = unit * Float16.value(halves[i] & 0xffff);
        }
        return values;
    }
}
