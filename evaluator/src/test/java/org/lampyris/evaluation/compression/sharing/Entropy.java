package org.lampyris.evaluation.compression.sharing;

/** What codes of clusters take at least. */
public final class Entropy {
    private Entropy() {}

    /** The least mean length of a code in bits, {@link Clustering#ZERO} being one if it is used. */
    public static double of(Clustering clustering) {
        int[] assignment = clustering.assignment();
        int[] counts = new int[clustering.size() + 1];
        for (int k : assignment) {
            counts[k + 1]++;
        }
        double bits = 0;
        for (int count : counts) {
            bits -= count == 0 ? 0 : count * Math.log((double) count / assignment.length) / Math.log(2);
        }
        return assignment.length == 0 ? 0 : bits / assignment.length;
    }
}
