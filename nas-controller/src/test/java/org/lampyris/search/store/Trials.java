package org.lampyris.search.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.Metrics;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

/** Trials to store. */
final class Trials {
    static final RunIdentity IDENTITY =
            RunIdentity.of(Map.of("profile", "5e1f", "space", "c0de", "configuration", "strategy: random\nseed: 1\n"));

    private Trials() {}

    /** A trial whose content depends on its number alone; all outcomes and odd numbers occur. */
    static Trial trial(int number) {
        SplittableRandom random = new SplittableRandom(number * 31L);
        Metrics cheap = Metrics.of(Map.of(Metrics.LATENCY_MS, random.nextDouble() * 20, Metrics.FLASH_BYTES, 1e5));
        Architecture architecture =
                new Architecture(List.of(number, Architecture.INAPPLICABLE, random.nextInt(9)), "net-" + number);
        return new Trial(
                number,
                architecture,
                result(number, cheap, random.nextDouble()),
                random.nextDouble() - 0.5,
                number % 7 == 6 ? OptionalInt.of(number - 3) : OptionalInt.empty());
    }

    private static EvaluationResult result(int number, Metrics cheap, double accuracy) {
        return switch (number % 6) {
            case 0 -> new Infeasible(cheap, "latency_ms 31.2 > 20");
            case 1 -> new Failed(Metrics.of(Map.of()), "the loss is NaN; naïve 学習 'quoted' \u0000 😀");
            case 2 -> new TimedOut(cheap, "60 s");
            case 3 -> new Lost(cheap, "worker 3 died (attempt 2 of 2)");
            case 4 -> new Evaluated(cheap.with(Metrics.ACCURACY, accuracy), Optional.empty());
            default -> new Evaluated(cheap.with(Metrics.ACCURACY, accuracy), Optional.of("ab".repeat(32)));
        };
    }

    static List<Trial> upTo(int last) {
        List<Trial> trials = new ArrayList<>();
        for (int number = 1; number <= last; number++) {
            trials.add(trial(number));
        }
        return trials;
    }
}
