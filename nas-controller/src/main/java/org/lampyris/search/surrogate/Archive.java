package org.lampyris.search.surrogate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lampyris.space.Architecture;

/**
 * All architectures that were proposed or told, the mean of the looks at each, and a model of the others. From
 * {@value #MOST_POINTS} on, the worst are forgotten now and then.
 *
 * <p>Values are brought to mean 0 and variance 1 after the lower ones are cut off: what is far from good needn't be
 * told apart, and would take the model's attention.
 */
public final class Archive {
    /** Squares of values must be finite. */
    private static final double LARGEST = 1e100;

    private static final int FORGOTTEN = -1;
    private static final int FIRST_REFIT = 8;
    private static final double REFIT_GROWTH = 1.4;
    private static final int MOST_FITTED = 80;

    /** A model of more would take seconds a proposal and gigabytes. */
    private static final int MOST_POINTS = 1000;

    private static final double KEPT = 0.75;

    private final int most;
    private CategoricalProcess process;
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
        private int place;
        private double believed = Double.NaN;
        private double sum;
        private int told;
        private int failed;
        private int pending;
        private int asked;
        private int epochs;

        private Entry(Architecture architecture, int place) {
            this.architecture = architecture;
            this.place = place;
        }

        public Architecture architecture() {
            return architecture;
        }

        /** How many looks at it were proposed, or told without that. */
        public int asked() {
            return asked;
        }

        /** Whether a look at it was told. */
        public boolean known() {
            return told + failed > 0;
        }
    }

    /**
     * @param decisions of the search space
     * @param cut the share of the values that is cut off at the lower end, 0 to under 1
     */
    public Archive(int decisions, double cut) {
        this(decisions, cut, MOST_POINTS);
    }

    /** @param most architectures that the model is made of */
    Archive(int decisions, double cut, int most) {
        process = new CategoricalProcess(Hyperparameters.first(decisions));
        this.cut = cut;
        this.most = most;
    }

    public static int[] array(List<Integer> choices) {
        return choices.stream().mapToInt(Integer::intValue).toArray();
    }

    public Optional<Entry> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** How many architectures were told. */
    public int size() {
        return (int) entries.stream().filter(Entry::known).count();
    }

    /** Those of which a look went well. */
    public List<Entry> evaluated() {
        return entries.stream().filter(entry -> entry.told > 0).toList();
    }

    /** A look that was under way won't be told. */
    public void lose(Architecture architecture) {
        Entry entry = byId.get(architecture.id());
        if (entry != null && entry.place != FORGOTTEN && entry.pending > 0) {
            entry.pending--;
            countLooks(entry);
            update();
        }
    }

    /** A look at this architecture is under way. */
    public void propose(Architecture architecture) {
        Entry entry = byId.get(architecture.id());
        if (entry != null && entry.place == FORGOTTEN) {
            return;
        }
        boolean added = entry == null;
        if (entry == null) {
            entry = add(architecture);
        }
        if (anyTold()) {
            entry.believed = predict(entry).mean();
        }
        entry.pending++;
        entry.asked++;
        if (added) {
            update();
        } else {
            countLooks(entry);
        }
    }

    private Entry add(Architecture architecture) {
        if (entries.size() >= most) {
            forget();
        }
        int[] choices = array(architecture.choices());
        Entry entry = new Entry(architecture, entries.size());
        process.add(choices);
        entries.add(entry);
        byId.put(architecture.id(), entry);
        return entry;
    }

    /** Only the best, and those under way, stay in the model; the others remain known by their ids. */
    private void forget() {
        double worst = worst();
        List<Entry> byValue = new ArrayList<>(entries);
        byValue.sort(Comparator.comparing((Entry entry) -> entry.pending == 0)
                .thenComparing(entry -> entry.known() ? -value(entry, worst) : Double.POSITIVE_INFINITY));
        List<Entry> dropped = byValue.subList((int) (KEPT * most), byValue.size());
        dropped.forEach(entry -> entry.place = FORGOTTEN);
        entries.removeIf(entry -> entry.place == FORGOTTEN);
        process = new CategoricalProcess(process.parameters());
        for (Entry entry : entries) {
            entry.place = process.size();
            process.add(array(entry.architecture.choices()));
            countLooks(entry);
        }
        update();
        process.refit(MOST_FITTED);
    }

    private double worst() {
        return entries.stream()
                .filter(entry -> entry.told > 0)
                .mapToDouble(this::reached)
                .min()
                .orElse(0);
    }

    private boolean anyTold() {
        return entries.stream().anyMatch(entry -> entry.told > 0);
    }

    private void countLooks(Entry entry) {
        process.setLooks(entry.place, Math.max(1, entry.told + entry.failed + entry.pending));
    }

    /**
     * A look was finished.
     *
     * @param value of it; if it went wrong, or is no finite number, it counts as the worst value
     * @param epochs how long the network was trained; more than before take the place of the looks before
     */
    public void tell(Architecture architecture, OptionalDouble value, int epochs) {
        Entry known = byId.get(architecture.id());
        if (known != null && known.place == FORGOTTEN) {
            return;
        }
        Entry entry = known == null ? add(architecture) : known;
        boolean proposed = entry.pending > 0;
        entry.pending -= proposed ? 1 : 0;
        if (epochs >= entry.epochs) {
            enter(entry, value.orElse(Double.NaN), epochs, proposed);
        }
        countLooks(entry);
        update();
        if (entries.size() >= nextRefit) {
            process.refit(MOST_FITTED);
            nextRefit = (int) Math.ceil(entries.size() * REFIT_GROWTH);
        }
    }

    private void enter(Entry entry, double value, int epochs, boolean proposed) {
        double limited = Math.max(-LARGEST, Math.min(LARGEST, value));
        boolean trainedOn = entry.known() && epochs > entry.epochs;
        entry.asked += proposed || trainedOn ? 0 : 1;
        if (trainedOn) {
            if (entry.told > 0 && Double.isFinite(value)) {
                gains.add(entry.epochs, epochs, limited - entry.sum / entry.told);
            }
            entry.sum = 0;
            entry.told = 0;
            entry.failed = 0;
        }
        entry.epochs = epochs;
        if (Double.isFinite(value)) {
            entry.sum += limited;
            entry.told++;
        } else {
            entry.failed++;
        }
    }

    /** What the finished looks at an entry are worth. */
    private double value(Entry entry, double worst) {
        if (entry.failed == 0) {
            return reached(entry);
        }
        double reached = entry.told > 0 ? entry.told * reached(entry) : 0;
        return (reached + entry.failed * worst) / (entry.told + entry.failed);
    }

    /** The mean of the looks that went well, and what training on is expected to add to it. */
    private double reached(Entry entry) {
        return entry.sum / entry.told + gains.expected(entry.epochs);
    }

    /** With the looks under way, which are taken to give what was expected. */
    private double completed(Entry entry, double worst, double floor) {
        double believed = Math.max(floor, Double.isNaN(entry.believed) ? mean : entry.believed);
        if (!entry.known()) {
            return believed;
        }
        double seen = Math.max(floor, value(entry, worst));
        int looks = entry.told + entry.failed;
        return entry.pending == 0 ? seen : (looks * seen + entry.pending * believed) / (looks + entry.pending);
    }

    private void update() {
        double worst = worst();
        double[] known = entries.stream()
                .filter(Entry::known)
                .mapToDouble(entry -> value(entry, worst))
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
            double kept = Math.max(floor, value);
            sum += kept;
            squares += kept * kept;
        }
        mean = sum / known.length;
        double variance = squares / known.length - mean * mean;
        deviation = variance > 1e-12 * mean * mean ? Math.sqrt(variance) : 1;
        process.setValues(entries.stream()
                .mapToDouble(entry -> (completed(entry, worst, floor) - mean) / deviation)
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
        return deviation * Math.sqrt(process.parameters().noise());
    }

    /** What is expected of an entry, in the unit of the values. */
    public Prediction predict(Entry entry) {
        return scaled(process.at(entry.place));
    }

    private Prediction scaled(Prediction prediction) {
        return new Prediction(mean + deviation * prediction.mean(), deviation * prediction.deviation());
    }
}
