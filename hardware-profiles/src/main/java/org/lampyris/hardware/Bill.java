package org.lampyris.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.lampyris.hardware.PartCost.Provenance;

/** Adds the parts of a network up. */
final class Bill {
    private final OptionalDouble powerMilliwatts;
    private final List<PartCost> parts = new ArrayList<>();
    private double ms;
    private double variance;
    private double energyMicrojoules;

    /** @param powerMilliwatts what turns milliseconds into energy where a price has none itself */
    Bill(OptionalDouble powerMilliwatts) {
        this.powerMilliwatts = powerMilliwatts;
    }

    void add(String name, Price price) {
        parts.add(price.part(name));
        ms += price.ms();
        variance += price.spreadMs() * price.spreadMs();
        energyMicrojoules += price.energyMicrojoules()
                .orElseGet(() -> price.ms() == 0 ? 0 : price.ms() * powerMilliwatts.orElse(Double.NaN));
    }

    /** What another bill has, each part's latency and energy times a factor. */
    void add(Bill other, double factor) {
        for (PartCost part : other.parts) {
            parts.add(new PartCost(
                    part.part(),
                    part.latencyMs() * factor,
                    part.spreadMs() * factor,
                    part.energyMicrojoules().isPresent()
                            ? OptionalDouble.of(part.energyMicrojoules().getAsDouble() * factor)
                            : OptionalDouble.empty(),
                    part.provenance(),
                    part.source()));
        }
        ms += other.ms * factor;
        variance += other.variance * factor * factor;
        energyMicrojoules += other.energyMicrojoules * factor;
    }

    /** The sum is off by such a share, whatever its parts are. */
    void uncertain(double meanError) {
        double deviation = ModelPricing.DEVIATION_OF_MEAN_ERROR * meanError * ms;
        variance = Math.max(variance, deviation * deviation);
    }

    /** What so many further milliseconds take at the power of what was added so far, if that is known. */
    OptionalDouble energyMicrojoules(double furtherMs) {
        return Double.isNaN(energyMicrojoules) || !(ms > 0)
                ? OptionalDouble.empty()
                : OptionalDouble.of(furtherMs * energyMicrojoules / ms);
    }

    double ms() {
        return ms;
    }

    /** All parts as one, less what is priced elsewhere. */
    Price without(double elsewhereMs) {
        Provenance worst = parts.stream()
                .map(PartCost::provenance)
                .max(Comparable::compareTo)
                .orElse(Provenance.MODELLED);
        String source = parts.get(0).source() + ", less its modelled skip";
        Provenance provenance = worst.compareTo(Provenance.MODELLED) < 0 ? Provenance.MODELLED : worst;
        return new Price(
                Math.max(0, ms - elsewhereMs), Math.sqrt(variance), OptionalDouble.empty(), provenance, source);
    }

    Cost cost(long flashBytes, long peakMemoryBytes) {
        OptionalDouble energy =
                Double.isNaN(energyMicrojoules) ? OptionalDouble.empty() : OptionalDouble.of(energyMicrojoules);
        return new Cost(ms, Math.sqrt(variance), energy, flashBytes, peakMemoryBytes, parts);
    }
}
