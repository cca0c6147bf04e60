package org.lampyris.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.space.Architecture;
import org.lampyris.space.NetworkSpace;

/** Says of a candidate, from its price alone, whether it is over a bound: then nobody needs to train it. */
public final class FeasibilityCheck {
    private final NetworkSpace space;
    private final NetworkPricing pricing;
    private final List<Objective> objectives;

    /** @param objectives those with a bound on something that pricing knows rule candidates out */
    public FeasibilityCheck(NetworkSpace space, NetworkPricing pricing, List<Objective> objectives) {
        this.space = space;
        this.pricing = pricing;
        this.objectives = List.copyOf(objectives);
    }

    /** The outcome of an infeasible candidate; empty for one that is to be trained. */
    public Optional<EvaluationResult> check(Architecture architecture) {
        return infeasible(objectives, pricing.price(space.decode(architecture)));
    }

    static Optional<EvaluationResult> infeasible(List<Objective> objectives, Metrics price) {
        for (Objective objective : objectives) {
            OptionalDouble value = price.find(objective.metric());
            if (value.isPresent() && !objective.feasible(value.getAsDouble())) {
                return Optional.of(new Infeasible(price, violation(objective, value.getAsDouble())));
            }
        }
        return Optional.empty();
    }

    private static String violation(Objective objective, double value) {
        String relation = objective.direction() == Objective.Direction.MINIMIZE ? " > " : " < ";
        return objective.metric() + " " + rounded(value) + relation
                + rounded(objective.bound().orElseThrow());
    }

    /** With six digits at most. */
    private static String rounded(double value) {
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
