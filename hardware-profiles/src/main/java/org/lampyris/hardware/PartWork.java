package org.lampyris.hardware;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lampyris.hardware.calibration.CalibratedModel;
import org.lampyris.hardware.calibration.Calibration;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.space.graph.NetworkGraph;

/**
 * What a part of a network computes and moves.
 *
 * @param multiplyAdds of its convolutions and dense layers
 * @param weightBytes of its kernels
 * @param activationBytes that its operators read and write
 * @param limit what most of its time goes to by the profile's calibrated model: {@code start}, {@code arithmetic} or
 *     {@code memory}; empty without a model
 */
public record PartWork(long multiplyAdds, long weightBytes, long activationBytes, Optional<String> limit) {

    /** That of each part that a {@link Cost} of the same network names: blocks and single operators. */
    public static Map<String, PartWork> of(NetworkGraph graph, HardwareProfile profile) {
        Precision precision = profile.device().precision();
        Optional<CalibratedModel> model =
                Calibration.of(profile.pricing().table().at(precision));
        Map<String, PartWork> parts = new LinkedHashMap<>();
        for (Segment segment : Segment.of(graph, precision)) {
            parts.put(segment.name(), of(segment.operators(), precision, model));
            for (Primitive operator : segment.operators()) {
                parts.put(operator.name(), of(List.of(operator), precision, model));
            }
        }
        return parts;
    }

    private static PartWork of(List<Primitive> operators, Precision precision, Optional<CalibratedModel> model) {
        long multiplyAdds = 0;
        long weights = 0;
        long activations = 0;
        for (Primitive operator : operators) {
            multiplyAdds += operator.work().multiplyAdds();
            weights += Footprint.weightBytes(operator, precision);
            activations +=
                    operator.work().activations() * operator.key().precision().bytes();
        }
        return new PartWork(multiplyAdds, weights, activations, model.map(m -> m.limit(operators)));
    }
}
