package org.lampyris.search.reinforce;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;
import org.lampyris.search.reinforce.PolicyUpdate.Experience;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

/**
 * Samples architectures from an LSTM policy and trains it by policy gradients on the rewards of finished trials. Told
 * trials need not be its own: log-probabilities are computed from the architectures. Lost trials are not learnt from; all
 * others are, by their reward.
 *
 * <p>A network is not proposed twice while others are found: a sample that was proposed before is drawn again at a higher
 * temperature, a bounded number of times, then mutated.
 *
 * @see <a href="https://arxiv.org/abs/1611.01578">Zoph &amp; Le, Neural Architecture Search with Reinforcement Learning,
 *     2017</a>; <a href="https://arxiv.org/abs/1807.11626">Tan et al., MnasNet, 2019, section 3.2</a>
 */
public final class ReinforceStrategy implements SearchStrategy {
    private static final double HEATING = 1.1;

    private final SearchSpace space;
    private final ReinforceSettings settings;
    private final SplittableRandom random;
    private final LstmPolicy policy;
    private final PolicyUpdate update;
    private final Adam adam;
    private final RewardRanks ranks;
    private final Elites elites;
    private final Set<String> seen = new HashSet<>();
    private final List<Experience> batch = new ArrayList<>();

    public ReinforceStrategy(SearchSpace space, ReinforceSettings settings, long seed) {
        this.space = space;
        this.settings = settings;
        random = new SplittableRandom(seed);
        policy = new LstmPolicy(space.decisions(), settings.units(), random);
        update = new PolicyUpdate(
                policy,
                settings.update().clip(),
                settings.exploration().entropy(),
                settings.imitation().weight());
        adam = new Adam(
                policy.weights(),
                settings.optimizer().learningRate(),
                settings.optimizer().maxNorm());
        ranks = new RewardRanks(settings.update().baselineDecay());
        elites = new Elites(settings.imitation().elites());
    }

    @Override
    public List<Proposal> ask(int n) {
        List<Proposal> proposals = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            proposals.add(Proposal.of(propose()));
        }
        return proposals;
    }

    private Architecture propose() {
        double temperature = 1;
        Architecture proposal =
                space.architecture(policy.sample(random, temperature).choices());
        for (int i = 1; i < settings.exploration().attempts() && seen.contains(proposal.id()); i++) {
            temperature *= HEATING;
            proposal = space.architecture(policy.sample(random, temperature).choices());
        }
        for (int i = 0; i < settings.exploration().attempts() && seen.contains(proposal.id()); i++) {
            proposal = space.mutate(proposal, random);
        }
        seen.add(proposal.id());
        return proposal;
    }

    @Override
    public void tell(List<Trial> finished) {
        for (Trial trial : finished) {
            seen.add(trial.architecture().id());
            if (!(trial.result() instanceof EvaluationResult.Lost)) {
                learn(trial);
            }
        }
    }

    private void learn(Trial trial) {
        List<Integer> choices = trial.architecture().choices();
        double advantage = ranks.advantage(trial.reward());
        batch.add(new Experience(choices, advantage, 0));
        elites.add(trial);
        if (batch.size() < settings.update().batch()) {
            return;
        }
        batch.replaceAll(e -> new Experience(
                e.choices(), e.advantage(), policy.follow(e.choices()).logProbability()));
        for (int epoch = 0; epoch < settings.update().epochs(); epoch++) {
            update.accumulate(batch, elites.choices());
            adam.step();
        }
        batch.clear();
    }
}
