package org.lampyris.search.reinforce;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.lampyris.search.Trial;
import org.lampyris.search.reinforce.PolicyUpdate.Example;
import org.lampyris.search.reinforce.PolicyUpdate.Experience;
import org.lampyris.space.Decision;

/**
 * A policy and how it learns from trials: in batches, by the ranks of their values among those of the same goal, and from
 * the best of each goal.
 */
final class PolicyLearner {
    private final ReinforceSettings.Update settings;
    private final LstmPolicy policy;
    private final PolicyUpdate update;
    private final Adam adam;
    private final List<RewardRanks> ranks = new ArrayList<>();
    private final List<Elites> elites = new ArrayList<>();
    private final List<Experience> batch = new ArrayList<>();
    private int updates;

    /** @param goals how many, at least 1 */
    PolicyLearner(List<Decision> decisions, int goals, ReinforceSettings settings, RandomGenerator random) {
        this.settings = settings.update();
        policy = new LstmPolicy(decisions, goals, settings.units(), random);
        update = new PolicyUpdate(
                policy,
                settings.update().clip(),
                settings.exploration().entropy(),
                settings.imitation().weight());
        adam = new Adam(
                policy.weights(),
                settings.optimizer().learningRate(),
                settings.optimizer().maxNorm());
        for (int goal = 0; goal < goals; goal++) {
            ranks.add(new RewardRanks(settings.update().baselineDecay()));
            elites.add(new Elites(settings.imitation().elites()));
        }
    }

    LstmPolicy policy() {
        return policy;
    }

    /** @param value what the trial is worth to the goal */
    void learn(int goal, Trial trial, double value) {
        Example example = new Example(goal, trial.architecture().choices());
        batch.add(new Experience(example, ranks.get(goal).advantage(value), 0));
        elites.get(goal).add(trial.architecture(), value);
        if (batch.size() >= settings.batch()) {
            update();
        }
    }

    /** The best of the goals are imitated in turns, two goals an update. */
    private void update() {
        List<Example> best = new ArrayList<>();
        int goals = elites.size();
        for (int goal : goals == 1 ? List.of(0) : List.of(0, 1 + updates % (goals - 1))) {
            elites.get(goal).choices().forEach(choices -> best.add(new Example(goal, choices)));
        }
        updates++;
        batch.replaceAll(e -> new Experience(e.example(), e.advantage(), logProbability(e.example())));
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            update.accumulate(batch, best);
            adam.step();
        }
        batch.clear();
    }

    private double logProbability(Example example) {
        return policy.follow(example.goal(), example.choices()).logProbability();
    }
}
