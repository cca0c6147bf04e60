package org.lampyris.hardware.latency;

/**
 * Two entries of the same form that enclose a key in every size: channels in, channels out and resolution.
 *
 * @param share how far the key lies on the way from {@code low} to {@code high}, 0 to 1, by logarithmic distance
 * @param growing whether no size shrinks from {@code low} to {@code high}
 */
public record Neighbours(Entry low, Entry high, double share, boolean growing) {

    /**
     * The latency between the two, in ratio to a model. Where all sizes grow it is a power of the model's latency
     * through both entries, so it grows or falls from one to the other and never leaves them; elsewhere the model's
     * latency times the two ratios' geometric mean by {@code share}. Both are exact at the entries.
     *
     * @param lowMs the latency of {@code low}, above 0
     * @param highMs the latency of {@code high}, above 0
     * @param model what a model says for {@code low}, the key and {@code high}, each above 0
     */
    public double interpolate(double lowMs, double highMs, Modelled model) {
        double way = Math.log(model.high() / model.low());
        if (growing && way > 0) {
            double part = Math.min(1, Math.max(0, Math.log(model.key() / model.low()) / way));
            return Math.exp((1 - part) * Math.log(lowMs) + part * Math.log(highMs));
        }
        double ratio = (1 - share) * Math.log(lowMs / model.low()) + share * Math.log(highMs / model.high());
        return model.key() * Math.exp(ratio);
    }

    /** A model's latencies in milliseconds. */
    public record Modelled(double low, double key, double high) {}

    /** E.g. {@code between 32x32 16->24 and 16x16 24->32}. */
    public String words() {
        return "between " + low.key().size() + " and " + high.key().size();
    }
}
