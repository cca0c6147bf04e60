package org.lampyris.hardware;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.lampyris.hardware.PartCost.Provenance;
import org.lampyris.hardware.calibration.CalibratedModel;
import org.lampyris.hardware.calibration.Calibration;
import org.lampyris.hardware.latency.LatencyTable;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.hardware.roofline.Roofline;

/**
 * Prices parts in the device's usual numbers, and parts in 8-bit integers by the profile's entries for these. Where it has
 * none, they are priced in the usual numbers: less what smaller numbers save by the roofline, if the profile has one, which
 * assumes no faster arithmetic; else they gain nothing.
 */
final class PrecisionPricing {
    private final Precision usual;
    private final TablePricing table;
    private final ModelPricing model;
    private final TablePricing integerTable;
    private final Optional<ModelPricing> integerModel;
    private final Optional<Roofline> roofline;

    /** @param usual the table at the device's precision and its model */
    PrecisionPricing(HardwareProfile profile, LatencyTable usual, Optional<CalibratedModel> calibrated) {
        this.usual = profile.device().precision();
        this.roofline = profile.pricing().roofline();
        this.table = new TablePricing(usual, calibrated);
        this.model = new ModelPricing(calibrated, roofline);
        LatencyTable integers = this.usual == Precision.INT8
                ? LatencyTable.empty()
                : profile.pricing().table().at(Precision.INT8);
        Optional<CalibratedModel> ofIntegers = Calibration.of(integers);
        this.integerTable = new TablePricing(integers, ofIntegers);
        this.integerModel =
                ofIntegers.isEmpty() ? Optional.empty() : Optional.of(new ModelPricing(ofIntegers, Optional.empty()));
    }

    /** What the table says of the whole part, which consists of these operators. */
    Optional<Price> whole(OperatorKey key, List<Primitive> operators) {
        return price(key.precision(), operators, (prices, precision) -> prices.price(key.at(precision)));
    }

    /** What the table says of a single operator. */
    Optional<Price> single(Primitive operator) {
        return price(
                operator.key().precision(),
                List.of(operator),
                (prices, precision) -> prices.price(operator.at(precision)));
    }

    private Optional<Price> price(
            Precision precision,
            List<Primitive> operators,
            BiFunction<TablePricing, Precision, Optional<Price>> lookUp) {
        if (precision == usual) {
            return lookUp.apply(table, usual);
        }
        Optional<Price> own = lookUp.apply(integerTable, precision);
        return own.isPresent() || integerModel.isPresent()
                ? own
                : lookUp.apply(table, usual).map(price -> smaller(price, operators));
    }

    /** What the table says of the part over its skip, in the usual numbers. */
    Optional<Price> overSkip(OperatorKey key) {
        return table.overSkip(key);
    }

    /** What a skip takes in the usual numbers. */
    double skipMs(OperatorKey key) {
        return table.skipMs(key).orElse(0);
    }

    /** What a model says of operators; empty if none knows them, or if they are in different numbers. */
    Optional<Price> modelled(List<Primitive> operators) {
        Precision precision = operators.get(0).key().precision();
        if (operators.stream().anyMatch(o -> o.key().precision() != precision)) {
            return Optional.empty();
        }
        if (precision == usual) {
            return model.price(operators);
        }
        return integerModel
                .flatMap(m -> m.price(operators))
                .or(() -> model.price(usual(operators)).map(price -> smaller(price, operators)));
    }

    /** The same operators in the usual numbers. */
    List<Primitive> usual(List<Primitive> operators) {
        return operators.stream().map(o -> o.at(usual)).toList();
    }

    private Price smaller(Price price, List<Primitive> operators) {
        double share = 1;
        String source = ", as " + usual.word() + ": no int8 is known";
        if (roofline.isPresent()) {
            share = Math.min(1, milliseconds(operators) / milliseconds(usual(operators)));
            source = ", of int8 by the roofline";
        }
        Provenance provenance =
                price.provenance().compareTo(Provenance.MODELLED) < 0 ? Provenance.MODELLED : price.provenance();
        return price.times(share, provenance, price.source() + source);
    }

    private double milliseconds(List<Primitive> operators) {
        return operators.stream()
                .mapToDouble(roofline.orElseThrow()::milliseconds)
                .sum();
    }
}
