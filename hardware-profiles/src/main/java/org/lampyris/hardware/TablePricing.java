package org.lampyris.hardware;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.lampyris.hardware.PartCost.Provenance;
import org.lampyris.hardware.calibration.CalibratedModel;
import org.lampyris.hardware.latency.Decomposition;
import org.lampyris.hardware.latency.Entry;
import org.lampyris.hardware.latency.LatencyTable;
import org.lampyris.hardware.latency.Measurement;
import org.lampyris.hardware.latency.Neighbours;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.Primitive;

/** Prices from a table's entries: exact ones and what lies between them. */
final class TablePricing {
    private final LatencyTable table;
    private final Optional<CalibratedModel> model;
    private final Map<OperatorKey, Optional<Price>> known = new ConcurrentHashMap<>();

    TablePricing(LatencyTable table, Optional<CalibratedModel> model) {
        this.table = table;
        this.model = model;
    }

    /** The price of the whole block or operator. */
    Optional<Price> price(OperatorKey key) {
        if (!table.has(key.kind())) {
            return Optional.empty();
        }
        Optional<Price> price = known.get(key);
        if (price == null) {
            price = exact(key).or(() -> between(key));
            known.put(key, price);
        }
        return price;
    }

    /**
     * The price of a single operator. Tables hold square kernels; an oblong one has the price of the square one of its
     * larger side times what the model says of the two, or all of it if there is no model.
     */
    Optional<Price> price(Primitive operator) {
        Optional<Price> square = price(operator.key());
        if (square.isEmpty() || !operator.oblong()) {
            return square;
        }
        double whole = modelMs(Decomposition.of(operator.key())).orElse(0);
        double part = modelMs(List.of(operator)).orElse(0);
        double share = part > 0 && whole > 0 ? part / whole : 1;
        Provenance provenance = square.get().provenance().compareTo(Provenance.MODELLED) < 0
                ? Provenance.MODELLED
                : square.get().provenance();
        return square.map(price -> price.times(share, provenance, price.source() + ", for an oblong kernel"));
    }

    /** The exact price of a block over its skip, for a network whose skips are priced by a composite. */
    Optional<Price> overSkip(OperatorKey key) {
        return table.find(key)
                .filter(Entry::overSkip)
                .map(entry ->
                        price(entry, entry.measured().ms(), Provenance.EXACT, "entry " + key + ", over its skip"));
    }

    /** What the skip over a block costs by the model; 0 where it is nothing, empty where no model knows. */
    OptionalDouble skipMs(OperatorKey key) {
        return modelMs(Decomposition.of(key.skip()));
    }

    private Optional<Price> exact(OperatorKey key) {
        return table.find(key).flatMap(entry -> {
            OptionalDouble whole = wholeMs(entry);
            if (whole.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    entry.overSkip()
                            ? price(
                                    entry,
                                    whole.getAsDouble(),
                                    Provenance.MODELLED,
                                    "entry " + key + ", over its skip, and the modelled skip")
                            : price(entry, whole.getAsDouble(), Provenance.EXACT, "entry " + key));
        });
    }

    private Optional<Price> between(OperatorKey key) {
        return table.neighbours(key).flatMap(pair -> {
            double low = wholeMs(pair.low()).orElse(0);
            double high = wholeMs(pair.high()).orElse(0);
            Neighbours.Modelled scale = new Neighbours.Modelled(
                    scale(pair.low().key()), scale(key), scale(pair.high().key()));
            if (!(Math.min(low, high) > 0) || !(Math.min(scale.low(), Math.min(scale.key(), scale.high())) > 0)) {
                return Optional.empty();
            }
            double ms = pair.interpolate(low, high, scale);
            double runs = (1 - pair.share()) * pair.low().measured().spreadMs() / low
                    + pair.share() * pair.high().measured().spreadMs() / high;
            double form = 2 * Math.min(pair.share(), 1 - pair.share()) * ModelPricing.relativeSpread(model);
            return Optional.of(new Price(
                    ms,
                    ms * Math.hypot(runs, form),
                    OptionalDouble.empty(),
                    Provenance.INTERPOLATED,
                    key.form() + " " + pair.words()));
        });
    }

    private OptionalDouble wholeMs(Entry entry) {
        double ms = entry.measured().ms();
        if (!entry.overSkip()) {
            return OptionalDouble.of(ms);
        }
        OptionalDouble skip = skipMs(entry.key());
        return skip.isEmpty() ? skip : OptionalDouble.of(ms + skip.getAsDouble());
    }

    private Price price(Entry entry, double ms, Provenance provenance, String source) {
        Measurement measured = entry.measured();
        OptionalDouble energy = ms == measured.ms() ? measured.energyMicrojoules() : OptionalDouble.empty();
        double spread = Math.hypot(measured.spreadMs(), (ms - measured.ms()) * ModelPricing.relativeSpread(model));
        return new Price(ms, spread, energy, provenance, source);
    }

    /** What latencies are compared by: the model's, or work where there is no model. */
    private double scale(OperatorKey key) {
        List<Primitive> operators = Decomposition.of(key);
        return modelMs(operators)
                .orElseGet(() -> operators.stream()
                        .mapToDouble(o -> o.work().multiplyAdds() + o.work().activations())
                        .sum());
    }

    private OptionalDouble modelMs(List<Primitive> operators) {
        return operators.isEmpty()
                ? OptionalDouble.of(0)
                : model.map(m -> m.milliseconds(operators)).orElseGet(OptionalDouble::empty);
    }
}
