package org.lampyris.search.surrogate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lampyris.space.Architecture;

/**
 * All architectures that were proposed or told, the mean of the looks at each, and a model of the others.
 *
 * <p>Values are brought to mean 0 and variance 1 after the lower ones are cut off: what is far from good needn't be
 * told apart, and would take the model's attention.
 */
public final class Archive {
    /** Squares of values must be finite. */
    private static final double LARGEST = 1e100;

    private static final int FIRST_REFIT = 8;
    private static final double REFIT_GROWTH = 1.4;
    private static final int MOST_FITTED = 80;

    private final CategoricalProcess process;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> byId = new HashMap<>();
    private final double cut;
    private final TrainingGains gains = new TrainingGains();
    private int nextRefit = FIRST_REFIT;
    private double mean;
    private double deviation = 1;

    /** An architecture and what is known of it. */
    public static final class Entry {
        private final Architecture architecture;
        private final int place;
        private final double believed;
        private double sum;
        private int told;
        private int asked;
        private int epochs;

        private Entry(Architecture architecture, int place, double believed) {
            this.architecture = architecture;
            this.place = place;
            this.believed = believed;
        }

        public Architecture architecture() {
            return architecture;
        }

        /** How many looks at it were proposed. */
        public int asked() {
            return asked;
        }

        /** Whether a look at it was told. */
        public boolean known() {
            return told > 0;
        }
    }

    /**
     * @param decisions of the search space
     * @param cut the share of the values that is cut off at the lower end, 0 to under 1
     */
    public Archive(int decisions, double cut) {
        process = new CategoricalProcess(decisions);
        this.cut = cut;
    }

    public static int[] array(List<Integer> choices) {
        return choices.stream().mapToInt(Integer::intValue).toArray();
    }

    public Optional<Entry> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** How many architectures were told. */
    public int size() {
        return known().size();
    }

    /** Those of which a look was told. */
    public List<Entry> known() {
        return entries.stream().filter(Entry::known).toList();
    }

    /** A look at this architecture is under way. */
    public void propose(Architecture architecture) {
        Entry entry = byId.get(architecture.id());
        if (entry == null) {
            entry = add(architecture);
        } else if (entry.asked > 0) {
            process.lookAgain(entry.place);
        }
        entry.asked++;
    }

    private Entry add(Architecture architecture) {
        int[] choices = array(architecture.choices());
        Entry entry = new Entry(architecture, entries.size(), mean + deviation * process.mean(choices));
        process.add(choices);
        entries.add(entry);
        byId.put(architecture.id(), entry);
        update();
        return entry;
    }

    /**
     * A look was finished.
     *
     * @param value of it; if it went wrong, or is no finite number, it counts as the worst value so far
     * @param epochs how long the network was trained; more than before take the place of the looks before
     */
    public void tell(Architecture architecture, OptionalDouble value, int epochs) {
        Entry entry = byId.get(architecture.id());
        if (entry == null) {
            entry = add(architecture);
            entry.asked++;
        }
        if (epochs < entry.epochs) {
            return;
        }
        double finite = Double.isFinite(value.orElse(Double.NaN))
                ? Math.max(-LARGEST, Math.min(LARGEST, value.getAsDouble()))
                : worst();
        if (epochs > entry.epochs && entry.told > 0) {
            gains.add(entry.epochs, epochs, finite - entry.sum / entry.told);
            entry.sum = 0;
            entry.told = 0;
        } else if (entry.told >= entry.asked) {
            process.lookAgain(entry.place);
            entry.asked++;
        }
        entry.epochs = epochs;
        entry.sum += finite;
        entry.told++;
        update();
        if (entries.size() >= nextRefit) {
            process.refit(MOST_FITTED);
            nextRefit = (int) Math.ceil(entries.size() * REFIT_GROWTH);
        }
    }

    private double worst() {
        return entries.stream()
                .filter(Entry::known)
                .mapToDouble(this::value)
                .min()
                .orElse(0);
    }

    /**
     * The mean of the looks, and what training on is expected to add to it; what was expected when it was proposed as long
     * as none was told.
     */
    private double value(Entry entry) {
        return entry.told > 0 ? entry.sum / entry.told + gains.expected(entry.epochs) : entry.believed;
    }

    private void update() {
        double[] known = entries.stream()
                .filter(Entry::known)
                .mapToDouble(this::value)
                .sorted()
                .toArray();
        if (known.length == 0) {
            process.setValues(new double[entries.size()]);
            return;
        }
        double floor = known[(int) (cut * (known.length - 1))];
        double sum = 0;
        double squares = 0;
        for (double value : known) {
            double cut = Math.max(floor, value);
            sum += cut;
            squares += cut * cut;
        }
        mean = sum / known.length;
        double variance = squares / known.length - mean * mean;
        deviation = variance > 1e-12 * mean * mean ? Math.sqrt(variance) : 1;
        process.setValues(entries.stream()
                .mapToDouble(entry -> (Math.max(floor, value(entry)) - mean) / deviation)
                .toArray());
    }

    /** What is expected of any list of choices, in the unit of the values. */
    public Prediction predict(int[] choices) {
        return scaled(process.predict(choices));
    }

    /** The mean of {@link #predict} alone, which is cheaper. */
    public double expected(int[] choices) {
        return mean + deviation * process.mean(choices);
    }

    /** The standard deviation of a single look. */
    public double noise() {
        return deviation * Math.sqrt(process.noise());
    }

    /** What is expected of an entry, in the unit of the values. */
    public Prediction predict(Entry entry) {
        return scaled(process.at(entry.place));
    }

    private Prediction scaled(Prediction prediction) {
        return new Prediction(mean + deviation * prediction.mean(), deviation * prediction.deviation());
    }
}
