package org.lampyris.search.surrogate;

/** The looks at one architecture: those that went well, those that went wrong and those under way. */
final class Looks {
    /** Squares of values must be finite. */
    private static final double LARGEST = 1e100;

    private final TrainingGains gains;
    private double believed = Double.NaN;
    private double sum;
    private int told;
    private int failed;
    private int pending;
    private int asked;
    private int epochs;

    /** @param gains of all architectures; they learn from these looks as well */
    Looks(TrainingGains gains) {
        this.gains = gains;
    }

    /** How many were proposed, or finished without that. */
    int asked() {
        return asked;
    }

    /** Whether any was finished. */
    boolean known() {
        return told + failed > 0;
    }

    /** Whether any went well. */
    boolean evaluated() {
        return told > 0;
    }

    boolean underWay() {
        return pending > 0;
    }

    int count() {
        return told + failed + pending;
    }

    /** Looks under way are taken to give this. */
    void believe(double value) {
        believed = value;
    }

    void propose() {
        pending++;
        asked++;
    }

    /** One of those under way won't be finished. */
    void lose() {
        pending--;
    }

    /**
     * One was finished.
     *
     * @param value no finite number if it went wrong
     * @param trained the epochs of training; more than before take the place of the looks before, fewer don't count
     */
    void finish(double value, int trained) {
        boolean proposed = underWay();
        pending -= proposed ? 1 : 0;
        if (trained >= epochs) {
            enter(value, trained, proposed);
        }
    }

    private void enter(double value, int trained, boolean proposed) {
        double limited = Math.max(-LARGEST, Math.min(LARGEST, value));
        boolean trainedOn = known() && trained > epochs;
        asked += proposed || trainedOn ? 0 : 1;
        if (trainedOn) {
            if (told > 0 && Double.isFinite(value)) {
                gains.add(epochs, trained, limited - sum / told);
            }
            sum = 0;
            told = 0;
            failed = 0;
        }
        epochs = trained;
        if (Double.isFinite(value)) {
            sum += limited;
            told++;
        } else {
            failed++;
        }
    }

    /** The mean of those that went well, and what training on is expected to add to it. */
    double reached() {
        return sum / told + gains.expected(epochs);
    }

    /**
     * What the finished ones are worth.
     *
     * @param worst what one that went wrong counts as
     */
    double value(double worst) {
        if (failed == 0) {
            return reached();
        }
        double reached = told > 0 ? told * reached() : 0;
        return (reached + failed * worst) / (told + failed);
    }

    /** With those under way; where nothing is believed of them, they are taken to give the mean of the scale. */
    double completed(double worst, Scale scale) {
        double expected = scale.raised(Double.isNaN(believed) ? scale.mean() : believed);
        if (!known()) {
            return expected;
        }
        double seen = scale.raised(value(worst));
        int looks = told + failed;
        return pending == 0 ? seen : (looks * seen + pending * expected) / (looks + pending);
    }
}
