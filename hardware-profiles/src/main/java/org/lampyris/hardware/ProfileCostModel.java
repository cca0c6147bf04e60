package org.lampyris.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.hardware.PartCost.Provenance;
import org.lampyris.hardware.calibration.CalibratedModel;
import org.lampyris.hardware.calibration.Calibration;
import org.lampyris.hardware.calibration.CalibrationReport;
import org.lampyris.hardware.latency.Composite;
import org.lampyris.hardware.latency.LatencyTable;
import org.lampyris.hardware.latency.Measurement;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.NetworkGraph;

/**
 * Prices a network block by block: an exact entry, else between entries, else operator by operator the same way, else
 * by the model calibrated on the table, else by the roofline if the profile allows it. Parts with integer weights are
 * priced in 8-bit integers as {@link PrecisionPricing} says. Thread-safe.
 */
public final class ProfileCostModel implements CostModel {
    private final HardwareProfile profile;
    private final List<Composite> composites;
    private final Optional<CalibratedModel> calibrated;
    private final PrecisionPricing prices;
    private final Optional<NetworkCorrection> correction;

    /** Calibrates the profile's table, which takes some milliseconds. */
    public ProfileCostModel(HardwareProfile profile) {
        this.profile = profile;
        LatencyTable measured = profile.pricing().table().at(profile.device().precision());
        this.correction = profile.pricing().correction();
        this.composites = measured.composites();
        this.calibrated = Calibration.of(measured);
        this.prices = new PrecisionPricing(profile, measured, calibrated);
    }

    /** How good the calibrated model is; empty if the table is too small for one. */
    public Optional<CalibrationReport> calibration() {
        return calibrated.map(CalibratedModel::report);
    }

    @Override
    public Cost estimate(NetworkGraph graph) {
        Precision precision = profile.device().precision();
        List<Segment> segments = Segment.of(graph, precision);
        Optional<Composite> composite = CompositeMatch.of(composites, segments, precision);
        Bill bill = new Bill(profile.pricing().powerMilliwatts());
        composite.ifPresent(c -> bill.add(c.name(), price(c)));
        List<OperatorKey> heldSkips =
                new ArrayList<>(composite.map(Composite::skips).orElse(List.of()));
        for (Segment segment : segments) {
            boolean held = segment.block()
                    .map(key -> heldSkips.remove(key.skip().at(precision)))
                    .orElse(false);
            if (segment.block().isPresent() || segment.middle() || composite.isEmpty()) {
                Bill alone = alone(segment, held);
                bill.add(alone, correction.map(c -> factor(c, segment, alone)).orElse(1.0));
            }
        }
        correction.ifPresent(c -> {
            bill.add("network", start(c, bill.energyMicrojoules(c.startMs())));
            bill.uncertain(c.errorPercent() / 100);
        });
        return bill.cost(Footprint.flashBytes(segments, precision), Footprint.peakMemoryBytes(graph, segments));
    }

    /** What a correction is linear in. */
    SortedMap<String, Double> features(NetworkGraph graph) {
        SortedMap<String, Double> sums = new TreeMap<>(Map.of(NetworkFeatures.START, 1.0));
        for (Segment segment : Segment.of(graph, profile.device().precision())) {
            NetworkFeatures.of(segment, alone(segment, false).ms())
                    .forEach((name, value) -> sums.merge(name, value, Double::sum));
        }
        return sums;
    }

    /** @param held whether a composite holds the skip over it */
    private Bill alone(Segment segment, boolean held) {
        Bill bill = new Bill(profile.pricing().powerMilliwatts());
        segment.block().ifPresentOrElse(key -> price(segment, key, held, bill), () -> byOperator(segment, bill));
        return bill;
    }

    /** Corrections are fitted to networks in the device's usual numbers, so a part is corrected as if it were in them. */
    private double factor(NetworkCorrection correction, Segment segment, Bill alone) {
        Precision usual = profile.device().precision();
        if (segment.isAt(usual)) {
            return correction.factor(segment, alone.ms());
        }
        Segment plain = segment.at(usual);
        return correction.factor(plain, alone(plain, false).ms());
    }

    private static Price start(NetworkCorrection correction, OptionalDouble energyMicrojoules) {
        return new Price(
                correction.startMs(),
                0,
                energyMicrojoules,
                Provenance.MODELLED,
                "what a run takes beside its parts, by " + correction.networks() + " networks");
    }

    private void price(Segment segment, OperatorKey key, boolean held, Bill bill) {
        Optional<Price> price = held ? prices.overSkip(key) : prices.whole(key, segment.operators());
        if (price.isPresent()) {
            bill.add(segment.name(), price.get());
        } else if (held) {
            Bill whole = new Bill(OptionalDouble.empty());
            prices.whole(key, segment.operators())
                    .ifPresentOrElse(p -> whole.add(segment.name(), p), () -> byOperator(segment, whole));
            bill.add(segment.name(), whole.without(prices.skipMs(key)));
        } else {
            byOperator(segment, bill);
        }
    }

    private void byOperator(Segment segment, Bill bill) {
        List<Optional<Price>> exact = new ArrayList<>(segment.operators().size());
        for (Primitive operator : segment.operators()) {
            exact.add(prices.single(operator));
        }
        if (exact.stream().allMatch(Optional::isEmpty)) {
            Optional<Price> whole = prices.modelled(segment.operators());
            if (whole.isPresent()) {
                bill.add(segment.name(), whole.get());
                return;
            }
        }
        for (int i = 0; i < exact.size(); i++) {
            Primitive operator = segment.operators().get(i);
            bill.add(
                    operator.name(),
                    exact.get(i)
                            .or(() -> prices.modelled(List.of(operator)))
                            .orElseThrow(() -> missing(operator.key())));
        }
    }

    private static Price price(Composite composite) {
        Measurement measured = composite.measured();
        return new Price(
                measured.ms(),
                measured.spreadMs(),
                measured.energyMicrojoules(),
                Provenance.EXACT,
                "measured together: " + composite.name());
    }

    private InvalidInputException missing(OperatorKey key) {
        return new InvalidInputException("The latency table (" + profile.name() + ".yaml) has no entry for " + key
                + ". Maybe add a fallback, or measure it and add the entry (docs/profiles.md tells how).");
    }
}
