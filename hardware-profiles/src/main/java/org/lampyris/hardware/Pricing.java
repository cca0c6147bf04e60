package org.lampyris.hardware;

import java.util.Optional;
import java.util.OptionalDouble;
import org.lampyris.hardware.latency.LatencyTable;
import org.lampyris.hardware.roofline.Roofline;

/**
 * What a profile prices with, from the best to the worst.
 *
 * @param table empty if the device was not measured operator by operator
 * @param roofline what prices the rest, if the profile allows that
 * @param correction what whole networks take other than the sum of their parts, where such were measured
 * @param powerMilliwatts of the running device: turns milliseconds into microjoules where an entry has none itself
 */
public record Pricing(
        LatencyTable table,
        Optional<Roofline> roofline,
        Optional<NetworkCorrection> correction,
        OptionalDouble powerMilliwatts) {

    Pricing withCorrection(Optional<NetworkCorrection> other) {
        return new Pricing(table, roofline, other, powerMilliwatts);
    }
}
