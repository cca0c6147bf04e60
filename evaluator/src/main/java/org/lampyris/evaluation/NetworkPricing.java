package org.lampyris.evaluation;

import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.hardware.Cost;
import org.lampyris.hardware.CostModel;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;

/** Everything that is known of a network before it is trained. */
public final class NetworkPricing {
    private final CostModel model;

    public NetworkPricing(CostModel model) {
        this.model = model;
    }

    /** Latency, energy where the device's is known, flash, memory, parameters and multiply-adds. */
    public Metrics price(NetworkGraph graph) {
        Cost cost = model.estimate(graph);
        GraphStatistics statistics = GraphStatistics.of(graph);
        SortedMap<String, Double> values = new TreeMap<>();
        values.put(Metrics.LATENCY_MS, cost.latencyMs());
        cost.energyMicrojoules().ifPresent(energy -> values.put(Metrics.ENERGY_UJ, energy));
        values.put(Metrics.FLASH_BYTES, (double) cost.flashBytes());
        values.put(Metrics.RAM_BYTES, (double) cost.peakMemoryBytes());
        values.put(Metrics.PARAMETERS, (double) statistics.parameters());
        values.put(Metrics.MULTIPLY_ADDS, (double) statistics.multiplyAdds());
        return new Metrics(values);
    }
}
