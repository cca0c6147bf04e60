package org.lampyris.evaluation.distillation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lampyris.input.Sha256;

/** A teacher that has looked at every training image once, as it is and mirrored. */
public final class CachedTeacher implements Teacher {
    private final float[][] plain;
    private final float[][] mirrored;
    private final String sha256;

    /**
     * @param plain the logits of each training image, [image][class]; not to be changed from here on
     * @param mirrored those of the same images mirrored; the same array if none is seen mirrored
     * @throws IllegalArgumentException if the two don't fit, or a value isn't finite
     */
    public CachedTeacher(float[][] plain, float[][] mirrored) {
        this.plain = plain;
        this.mirrored = mirrored;
        boolean fit = plain.length > 0
                && plain.length == mirrored.length
                && IntStream.range(0, plain.length)
                        .allMatch(i -> plain[i].length == plain[0].length && mirrored[i].length == plain[0].length);
        if (!fit || !finite(plain) || !finite(mirrored)) {
            throw new IllegalArgumentException("a teacher's outputs must be finite and as many mirrored as not");
        }
        this.sha256 = Sha256.hex(TeacherFile.content(this));
    }

    int images() {
        return plain.length;
    }

    int classes() {
        return plain[0].length;
    }

    /** Whether it says something else of mirrored images, or was never asked. */
    boolean mirrors() {
        return mirrored != plain;
    }

    @Override
    public Optional<String> sha256() {
        return Optional.of(sha256);
    }

    private static boolean finite(float[][] logits) {
        for (float[] image : logits) {
            for (float logit : image) {
                if (!Float.isFinite(logit)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Several teachers as one: the logarithm of the mean of their probabilities.
     *
     * @param members the logits of each, [image][class]
     */
    public static float[][] ensemble(List<float[][]> members) {
        float[][] together = new float[members.get(0).length][];
        for (int i = 0; i < together.length; i++) {
            double[] sum = new double[members.get(0)[i].length];
            for (float[][] member : members) {
                double[] share = Softmax.of(member[i], 1);
                Arrays.setAll(sum, k -> sum[k] + share[k]);
            }
            together[i] = new float[sum.length];
            for (int k = 0; k < sum.length; k++) {
                together[i][k] = (float) Math.log(Math.max(sum[k] / members.size(), Float.MIN_NORMAL));
            }
        }
        return together;
    }

    @Override
    public float[] logits(int image, boolean seenMirrored) {
        return seenMirrored ? mirrored[image] : plain[image];
    }
}
