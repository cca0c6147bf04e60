package org.lampyris.search.reinforce;

/**
 * How the {@code reinforce} strategy learns.
 *
 * @param units hidden units of the LSTM, 1 to 1,024
 */
public record ReinforceSettings(
        int units,
        Optimizer optimizer,
        Update update,
        Imitation imitation,
        Exploration exploration,
        Screening screening) {

    private static final int MOST = 10_000;

    /** What works for 30 to 500 trials; {@code docs/strategies/reinforce.md} has the ablation. */
    public static final ReinforceSettings DEFAULT = new ReinforceSettings(
            16,
            new Optimizer(0.02, 1),
            new Update(5, 2, 1, 0.9),
            new Imitation(5, 0.1),
            new Exploration(0.05, 20),
            new Screening(10, 16, 60, 16, true));

    public ReinforceSettings {
        check(units >= 1 && units <= 1024, "units", units, "from 1 to 1024");
    }

    /**
     * Adam's settings.
     *
     * @param learningRate over 0, at most 1
     * @param maxNorm the Euclidean norm that gradients are clipped to, over 0
     */
    public record Optimizer(double learningRate, double maxNorm) {
        public Optimizer {
            check(learningRate > 0 && learningRate <= 1, "learningRate", learningRate, "over 0, at most 1");
            check(maxNorm > 0 && Double.isFinite(maxNorm), "maxNorm", maxNorm, "over 0");
        }
    }

    /**
     * How a batch of trials changes the policy.
     *
     * @param batch trials an update learns from, at least 1
     * @param epochs gradient steps on each batch, at least 1
     * @param clip how far from 1 the probability ratio still has a gradient, over 0; from 1 on only rising ratios are
     *     clipped; infinite and one epoch: plain
     *     REINFORCE
     * @param baselineDecay of the moving average that rewards are compared with, 0 to under 1
     */
    public record Update(int batch, int epochs, double clip, double baselineDecay) {
        public Update {
            check(batch >= 1 && batch <= MOST, "batch", batch, "from 1 to " + MOST);
            check(epochs >= 1, "epochs", epochs, "at least 1");
            check(clip > 0, "clip", clip, "over 0");
            check(baselineDecay >= 0 && baselineDecay < 1, "baselineDecay", baselineDecay, "from 0 to under 1");
        }
    }

    /**
     * Learning from the best trials so far.
     *
     * @param elites how many are kept, at least 0
     * @param weight of their mean log-probability in the objective, at least 0
     */
    public record Imitation(int elites, double weight) {
        public Imitation {
            check(elites >= 0 && elites <= MOST, "elites", elites, "from 0 to " + MOST);
            check(weight >= 0 && Double.isFinite(weight), "weight", weight, "at least 0");
        }
    }

    /**
     * What keeps proposals apart.
     *
     * @param entropy weight of the policy's relative entropy in the objective, at least 0
     * @param attempts samples drawn, and then mutations made, until one was never proposed; at least 1
     */
    public record Exploration(double entropy, int attempts) {
        public Exploration {
            check(entropy >= 0 && Double.isFinite(entropy), "entropy", entropy, "at least 0");
            check(attempts >= 1, "attempts", attempts, "at least 1");
        }
    }

    /**
     * What a proposal is chosen from by the surrogate.
     *
     * @param warmUp proposals before the surrogate is asked, which takes the results of half of them, too; until then a
     *     sample is proposed as it is
     * @param samples of the policy, at least 1
     * @param mutants of the best so far, at least 0
     * @param finalists of all these, by the expected value, of which the doubt is computed too; at least 1
     * @param looks whether the best so far may be looked at again
     */
    public record Screening(int warmUp, int samples, int mutants, int finalists, boolean looks) {
        public Screening {
            check(warmUp >= 1, "warmUp", warmUp, "at least 1");
            check(samples >= 1 && samples <= MOST, "samples", samples, "from 1 to " + MOST);
            check(mutants >= 0 && mutants <= MOST, "mutants", mutants, "from 0 to " + MOST);
            check(finalists >= 1 && finalists <= MOST, "finalists", finalists, "from 1 to " + MOST);
        }
    }

    private static void check(boolean holds, String name, Number value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("reinforce: " + name + " is " + value + ", it must be " + range);
        }
    }
}
