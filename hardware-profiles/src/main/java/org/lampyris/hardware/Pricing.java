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
 * @param powerMilliwatts of the running device: turns milliseconds into microjoules where an entry has none itself
 */
public record Pricing(LatencyTable table, Optional<Roofline> roofline, OptionalDouble powerMilliwatts) {}
