package org.lampyris.search.reinforce;

import java.util.List;
import org.lampyris.search.reinforce.LstmPolicy.Episode;

/**
 * The objective that the policy climbs. For a batch it is the mean of {@code min(ratio * advantage, clipped ratio *
 * advantage)}, whose gradient at ratio 1 is that of REINFORCE, plus the weighted mean relative entropy of the batch, plus
 * the weighted mean log-probability of the elites.
 *
 * @see <a href="https://doi.org/10.1007/BF00992696">Williams, Simple Statistical Gradient-Following Algorithms for
 *     Connectionist Reinforcement Learning, 1992</a>; <a href="https://arxiv.org/abs/1707.06347">Schulman et al., Proximal
 *     Policy Optimization Algorithms, 2017, section 3</a>; <a href="https://arxiv.org/abs/1801.03526">Abolafia et al.,
 *     Neural Program Synthesis with Priority Queue Training, 2018</a>
 */
final class PolicyUpdate {
    private final LstmPolicy policy;
    private final double clip;
    private final double entropyWeight;
    private final double eliteWeight;

    PolicyUpdate(LstmPolicy policy, double clip, double entropyWeight, double eliteWeight) {
        this.policy = policy;
        this.clip = clip;
        this.entropyWeight = entropyWeight;
        this.eliteWeight = eliteWeight;
    }

    /** Choices and the goal that they were taken for, or that they serve in hindsight. */
    record Example(int goal, List<Integer> choices) {}

    /**
     * What is learnt from.
     *
     * @param logProbability of the choices when the update began
     */
    record Experience(Example example, double advantage, double logProbability) {}

    /** Adds the objective's gradient to the policy's weights. Returns the objective. */
    double accumulate(List<Experience> batch, List<Example> elites) {
        double objective = 0;
        for (Experience experience : batch) {
            Episode episode = policy.follow(experience.example.goal, experience.example.choices);
            double ratio = StrictMath.exp(episode.logProbability() - experience.logProbability);
            double free = ratio * experience.advantage;
            double clipped = Math.max(1 - clip, Math.min(1 + clip, ratio)) * experience.advantage;
            double byLog = free <= clipped ? free : 0;
            policy.backward(episode, byLog / batch.size(), entropyWeight / batch.size());
            objective += (Math.min(free, clipped) + entropyWeight * episode.entropy()) / batch.size();
        }
        for (Example elite : elites) {
            Episode episode = policy.follow(elite.goal, elite.choices);
            policy.backward(episode, eliteWeight / elites.size(), 0);
            objective += eliteWeight / elites.size() * episode.logProbability();
        }
        return objective;
    }
}
