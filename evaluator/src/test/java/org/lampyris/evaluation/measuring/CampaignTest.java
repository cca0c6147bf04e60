package org.lampyris.evaluation.measuring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.TensorShape;

/** Real measurements in ONNX Runtime, few of them. */
class CampaignTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final FireBottleneckSpace SPACE =
            new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), new TensorShape(1, 12, 12), 4);

    private static Campaign campaign(AtomicBoolean stop) {
        return new Campaign(new Campaign.Settings(1, 0.5, 1), System::nanoTime, stop::get);
    }

    private static List<Probe> probes(int count) {
        return new ProbePlan(SPACE, "abc", 1)
                .probes(5, List.of(Precision.FLOAT32, Precision.INT8))
                .subList(0, count);
    }

    @Test
    void eachModelHasARow() {
        List<Probe> probes = probes(70);
        List<MeasuredRow> rows = new ArrayList<>();
        List<Campaign.Progress> told = new ArrayList<>();
        assertEquals(70, campaign(new AtomicBoolean()).run(probes, LONG, rows::addAll, told::add));
        assertEquals(
                probes.stream().map(Probe::cells).toList(),
                rows.stream().map(MeasuredRow::cells).toList());
        for (MeasuredRow row : rows) {
            assertTrue(row.measured().ms() > 0 && row.measured().count() >= 8 * 5, row::toString);
        }
        assertEquals(
                List.of(60, 70), told.stream().map(Campaign.Progress::measured).toList());
    }

    @Test
    void whatIsMeasuredIsKeptWhenTheUserStops() {
        AtomicBoolean stop = new AtomicBoolean();
        List<MeasuredRow> rows = new ArrayList<>();
        int done = campaign(stop)
                .run(
                        probes(130),
                        LONG,
                        batch -> {
                            rows.addAll(batch);
                            stop.set(true);
                        },
                        progress -> {});
        assertEquals(60, done);
        assertEquals(60, rows.size());
    }

    @Test
    void nothingIsBegunWhenTheTimeIsUp() {
        assertEquals(0, campaign(new AtomicBoolean()).run(probes(10), Duration.ZERO, rows -> {}, progress -> {}));
    }

    @Test
    void aPlanHasEveryPartOnceAndDifferentNetworks() {
        List<Probe> plan = new ProbePlan(SPACE, "abc", 1).probes(20, List.of(Precision.FLOAT32));
        assertEquals(
                plan.size(),
                plan.stream().map(Probe::cells).collect(Collectors.toSet()).size());
        List<Integer> networks = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            if (plan.get(i) instanceof Probe.Network) {
                networks.add(i);
            }
        }
        assertEquals(20, networks.size());
        assertTrue(networks.get(4) < plan.size() / 3, "the first networks come late: " + networks);
        assertEquals(
                plan.stream().map(Probe::cells).toList(),
                new ProbePlan(SPACE, "abc", 1)
                        .probes(20, List.of(Precision.FLOAT32)).stream()
                                .map(Probe::cells)
                                .toList());
    }
}
