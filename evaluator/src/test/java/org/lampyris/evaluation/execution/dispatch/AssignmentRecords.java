package org.lampyris.evaluation.execution.dispatch;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.Metrics;

/** Random assignments of all kinds. */
public final class AssignmentRecords {
    private static final List<String> TEXTS =
            List.of("", "w-1", "the loss is NaN; naïve 学習 'quoted' \"\\\n\t", "a\u0000b", "😀", "x".repeat(5000));
    private static final List<Double> DOUBLES = List.of(
            -0.0,
            0.0,
            0.1,
            Math.PI,
            1e22,
            2e-3,
            Double.MIN_VALUE,
            -Double.MIN_NORMAL,
            Math.nextDown(1.0),
            9007199254740991.0,
            Double.MAX_VALUE);

    private AssignmentRecords() {}

    /** Some record of this trial. */
    public static AssignmentRecord random(int trial, SplittableRandom random) {
        return new AssignmentRecord(
                trial,
                text(random),
                random.nextInt(4) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(9),
                random.nextInt(5),
                random.nextBoolean() ? Optional.of(text(random)) : Optional.empty(),
                random.nextBoolean() ? Optional.of(result(random)) : Optional.empty());
    }

    private static EvaluationResult result(SplittableRandom random) {
        TreeMap<String, Double> values = new TreeMap<>();
        for (int metrics = random.nextInt(5); metrics > 0; metrics--) {
            double any = Double.longBitsToDouble(random.nextLong());
            boolean odd = random.nextBoolean() || !Double.isFinite(any);
            values.put(text(random), odd ? DOUBLES.get(random.nextInt(DOUBLES.size())) : any);
        }
        Metrics metrics = new Metrics(values);
        return switch (random.nextInt(6)) {
            case 0 -> new Infeasible(metrics, text(random));
            case 1 -> new Failed(metrics, text(random));
            case 2 -> new TimedOut(metrics, text(random));
            case 3 -> new Lost(metrics, text(random));
            case 4 -> new Evaluated(metrics, Optional.empty());
            default -> new Evaluated(metrics, Optional.of("ab".repeat(32)));
        };
    }

    private static String text(SplittableRandom random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
