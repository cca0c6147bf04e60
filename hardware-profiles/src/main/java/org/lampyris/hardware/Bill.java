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
