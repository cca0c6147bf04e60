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
 */
public final class Archive {
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
    private Scale scale = Scale.NONE;

    /** An architecture and what is known of it. */
    public static final class Entry {
        private final Architecture architecture;
        private final Looks looks;
        private int place;

        private Entry(Architecture architecture, Looks looks, int place) {
            this.architecture = architecture;
            this.looks = looks;
            this.place = place;
        }

        public Architecture architecture() {
            return architecture;
        }

        /** How many looks at it were proposed, or told without that. */
        public int asked() {
            return looks.asked();
        }

        /** Whether a look at it was told. */
        public boolean known() {
            return looks.known();
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
        return entries.stream().filter(entry -> entry.looks.evaluated()).toList();
    }

    /** A look that was under way won't be told. */
    public void lose(Architecture architecture) {
        Entry entry = byId.get(architecture.id());
        if (entry != null && entry.place != FORGOTTEN && entry.looks.underWay()) {
            entry.looks.lose();
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
            entry.looks.believe(predict(entry).mean());
        }
        entry.looks.propose();
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
        Entry entry = new Entry(architecture, new Looks(gains), entries.size());
        process.add(choices);
        entries.add(entry);
        byId.put(architecture.id(), entry);
        return entry;
    }

    /** Only the best, and those under way, stay in the model; the others remain known by their ids. */
    private void forget() {
        double worst = worst();
        List<Entry> byValue = new ArrayList<>(entries);
        byValue.sort(Comparator.comparing((Entry entry) -> !entry.looks.underWay())
                .thenComparing(entry -> entry.known() ? -entry.looks.value(worst) : Double.POSITIVE_INFINITY));
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
                .filter(entry -> entry.looks.evaluated())
                .mapToDouble(entry -> entry.looks.reached())
                .min()
                .orElse(0);
    }

    private boolean anyTold() {
        return entries.stream().anyMatch(entry -> entry.looks.evaluated());
    }

    private void countLooks(Entry entry) {
        process.setLooks(entry.place, Math.max(1, entry.looks.count()));
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
        entry.looks.finish(value.orElse(Double.NaN), epochs);
        countLooks(entry);
        update();
        if (entries.size() >= nextRefit) {
            process.refit(MOST_FITTED);
            nextRefit = (int) Math.ceil(entries.size() * REFIT_GROWTH);
        }
    }

    private void update() {
        double worst = worst();
        double[] known = entries.stream()
                .filter(Entry::known)
                .mapToDouble(entry -> entry.looks.value(worst))
                .toArray();
        if (known.length == 0) {
            process.setValues(new double[entries.size()]);
            return;
        }
        scale = Scale.of(known, cut);
        process.setValues(entries.stream()
                .mapToDouble(entry -> scale.standard(entry.looks.completed(worst, scale)))
                .toArray());
    }

    /** What is expected of any list of choices, in the unit of the values. */
    public Prediction predict(int[] choices) {
        return scale.value(process.predict(choices));
    }

    /** The mean of {@link #predict} alone, which is cheaper. */
    public double expected(int[] choices) {
        return scale.value(process.mean(choices));
    }

    /** The standard deviation of a single look. */
    public double noise() {
        return scale.deviation() * Math.sqrt(process.parameters().noise());
    }

    /** What is expected of an entry, in the unit of the values. */
    public Prediction predict(Entry entry) {
        return scale.value(process.at(entry.place));
    }
}
