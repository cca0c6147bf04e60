package org.lampyris.hardware;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lampyris.hardware.PartCost.Provenance;
import org.lampyris.hardware.calibration.CalibratedModel;
import org.lampyris.hardware.calibration.CalibrationReport;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.hardware.roofline.Roofline;

/** Prices what no entry covers: by the calibrated model, then by the roofline. */
final class ModelPricing {
    /** The standard deviation of normal errors whose mean absolute value is 1. */
    static final double DEVIATION_OF_MEAN_ERROR = Math.sqrt(Math.PI / 2);

    private final Optional<CalibratedModel> model;
    private final Optional<Roofline> roofline;
    private final double spread;
    private final String source;

    ModelPricing(Optional<CalibratedModel> model, Optional<Roofline> roofline) {
        this.model = model;
        this.roofline = roofline;
        this.spread = relativeSpread(model);
        this.source =
                model.map(CalibratedModel::report).map(ModelPricing::words).orElse("");
    }

    Optional<Price> price(List<Primitive> operators) {
        OptionalDouble modelled = model.map(m -> m.milliseconds(operators)).orElseGet(OptionalDouble::empty);
        if (modelled.isPresent()) {
            double ms = modelled.getAsDouble();
            return Optional.of(new Price(ms, ms * spread, OptionalDouble.empty(), Provenance.MODELLED, source));
        }
        return roofline.map(roof -> {
            double ms = operators.stream().mapToDouble(roof::milliseconds).sum();
            return new Price(
                    ms,
                    ms * roof.relativeError(),
                    OptionalDouble.empty(),
                    Provenance.ROOFLINE,
                    "the profile's roofline");
        });
    }

    static double relativeSpread(Optional<CalibratedModel> model) {
        return model.map(m -> m.report().meanPercent() / 100 * DEVIATION_OF_MEAN_ERROR)
                .orElse(0.0);
    }

    private static String words(CalibrationReport report) {
        return String.format(
                Locale.ROOT,
                "modelled from %d entries, leave-one-out error %.1f %%",
                report.entries(),
                report.meanPercent());
    }
}
