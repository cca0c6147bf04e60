package org.lampyris.hardware;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lampyris.hardware.calibration.Calibration;
import org.lampyris.hardware.latency.LatencyTable;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.space.graph.NetworkGraph;

/** Prices single operators, without blocks and without correction. */
public final class OperatorPricing {
    private final TablePricing table;
    private final ModelPricing model;
    private final Precision precision;

    public OperatorPricing(HardwareProfile profile) {
        precision = profile.device().precision();
        LatencyTable measured = profile.pricing().table().at(precision);
        var calibrated = Calibration.of(measured);
        table = new TablePricing(measured, calibrated);
        model = new ModelPricing(calibrated, profile.pricing().roofline());
    }

    /**
     * The sum over a network's operators, in milliseconds; empty if the profile has no figure for one.
     */
    public OptionalDouble sum(NetworkGraph graph) {
        double ms = 0;
        for (Primitive operator :
                Primitive.of(graph.withoutFormats(), 1, graph.nodes().size() - 1, precision)) {
            Optional<Price> price = table.price(operator).or(() -> model.price(List.of(operator)));
            if (price.isEmpty()) {
                return OptionalDouble.empty();
            }
            ms += price.get().ms();
        }
        return OptionalDouble.of(ms);
    }
}
