package org.lampyris.evaluation.distillation;

/** The loss of features that are averaged down first. */
record AveragedLoss(AreaAverage average, FeatureLoss loss) implements FeatureLoss {

    /** The loss itself if there is nothing to average. */
    static FeatureLoss of(AreaAverage average, FeatureLoss loss) {
        return average.isIdentity() ? loss : new AveragedLoss(average, loss);
    }

    @Override
    public double of(float[] features, float[] taught, float[] gradient) {
        float[] means = average.of(features);
        float[] slopes = new float[means.length];
        double found = loss.of(means, taught, slopes);
        average.spread(slopes, gradient);
        return found;
    }

    @Override
    public void learn() {
        loss.learn();
    }
}
