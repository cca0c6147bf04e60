package org.lampyris.experiments.profiling;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.lampyris.evaluation.measuring.MeasuredRow;
import org.lampyris.evaluation.measuring.Setup;
import org.lampyris.hardware.CorrectionFit;
import org.lampyris.hardware.Device;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.Limits;
import org.lampyris.hardware.Machine;
import org.lampyris.hardware.Origin;
import org.lampyris.hardware.Pricing;
import org.lampyris.hardware.latency.Entry;
import org.lampyris.hardware.latency.LatencyTable;
import org.lampyris.hardware.latency.Measurement;
import org.lampyris.hardware.latency.OperatorForm;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

/**
 * Makes a profile of rows of measurements: a table of the parts, each less what any call takes, and a correction by the
 * whole networks.
 */
public final class MeasuredProfile {
    /** Nearly nothing to compute: what a call of the runtime takes. */
    public static final OperatorKey CALL =
            new OperatorKey(OperatorForm.of(OperatorKind.ADDITION), new TensorShape(1, 1, 1), 1, Precision.FLOAT32);

    /** What is left of a part at least, as a share of what was measured: it isn't free. */
    private static final double LEAST_SHARE = 0.1;

    private final String name;
    private final Origin origin;
    private final SpaceOfImages spaces;

    /**
     * @param name the device's
     * @param origin who measured how
     * @param spaces where the whole networks are from
     */
    public MeasuredProfile(String name, Origin origin, SpaceOfImages spaces) {
        this.name = name;
        this.origin = origin;
        this.spaces = spaces;
    }

    /** In the precision of the first network, else of the first part. */
    public HardwareProfile of(Collection<MeasuredRow> rows) {
        return of(rows, precision(rows));
    }

    /**
     * @param precision networks are priced in
     * @throws InvalidInputException if there is no row of a part, or the rows are of different machines
     */
    public HardwareProfile of(Collection<MeasuredRow> rows, Precision precision) {
        Machine machine = machine(rows);
        double call = rows.stream()
                .filter(row -> !row.isNetwork() && row.key().equals(CALL))
                .mapToDouble(row -> row.measured().ms())
                .findFirst()
                .orElse(0);
        Map<OperatorKey, Entry> entries = new LinkedHashMap<>();
        for (MeasuredRow row : rows) {
            if (!row.isNetwork() && !row.key().equals(CALL)) {
                OperatorKey key = row.key();
                entries.putIfAbsent(key, new Entry(key, less(row.measured(), call), false));
            }
        }
        if (entries.isEmpty()) {
            throw new InvalidInputException("No operator was measured. Measure for longer.");
        }
        Device device = new Device(name, machine.processor(), precision, origin);
        HardwareProfile parts = new HardwareProfile(
                name,
                device,
                new Limits(OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty()),
                new Pricing(
                        new LatencyTable(List.copyOf(entries.values()), List.of()),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalDouble.empty()),
                Optional.of(machine),
                "");
        return corrected(parts, networks(rows, precision));
    }

    /** That of the whole networks, else that of the first part. */
    private static Precision precision(Collection<MeasuredRow> rows) {
        return rows.stream()
                .filter(MeasuredRow::isNetwork)
                .findFirst()
                .or(() -> rows.stream().filter(row -> !row.key().equals(CALL)).findFirst())
                .map(MeasuredRow::precision)
                .orElse(Precision.FLOAT32);
    }

    private static Machine machine(Collection<MeasuredRow> rows) {
        TreeSet<String> setups = new TreeSet<>();
        rows.forEach(row -> setups.add(row.setup()));
        if (setups.size() != 1) {
            throw new InvalidInputException(
                    setups.isEmpty()
                            ? "There are no measurements. Measure for longer."
                            : "The measurements are of different set-ups: " + String.join(" / ", setups)
                                    + ". Keep those of one.");
        }
        return Setup.machine(setups.first());
    }

    private static Measurement less(Measurement measured, double call) {
        double ms = Math.max(LEAST_SHARE * measured.ms(), measured.ms() - call);
        OptionalDouble energy = measured.energyMicrojoules();
        return new Measurement(
                ms,
                measured.spreadMs(),
                measured.count(),
                energy.isPresent() ? OptionalDouble.of(energy.getAsDouble() * ms / measured.ms()) : energy);
    }

    private static List<MeasuredRow> networks(Collection<MeasuredRow> rows, Precision precision) {
        return rows.stream()
                .filter(row -> row.isNetwork() && row.precision() == precision)
                .toList();
    }

    /** Where networks are from: the space's hash, the image's shape, the classes. */
    static String from(MeasuredRow network) {
        TensorShape image = network.input();
        return network.space() + " " + image.channels() + "x" + image.height() + "x" + image.width() + " "
                + network.out();
    }

    private HardwareProfile corrected(HardwareProfile parts, List<MeasuredRow> networks) {
        if (networks.stream().map(MeasuredRow::cells).distinct().count() < CorrectionFit.MINIMUM_NETWORKS) {
            return parts;
        }
        CorrectionFit fit = new CorrectionFit(parts);
        Set<String> known = new HashSet<>();
        for (NetworkRow network : NetworkRow.of(networks, spaces)) {
            if (known.add(network.architecture().id())) {
                fit.add(network.architecture().id(), network.graph(), network.ms());
            }
        }
        return parts.withCorrection(fit.fit(from(networks.get(0))));
    }
}
