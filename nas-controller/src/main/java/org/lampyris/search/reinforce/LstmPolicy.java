package org.lampyris.search.reinforce;

import static org.lampyris.space.Architecture.INAPPLICABLE;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.lampyris.space.Decision;

/**
 * A distribution over the architectures of a space: an LSTM takes one step for each decision that applies. A step's input
 * is what was chosen in the step before (a row of weights for each choice of each decision), its output goes through the
 * decision's own linear layer and softmax. Decisions that don't apply take no step and no probability. The first step's
 * input is the goal that is asked for, a row of weights each.
 *
 * @see <a href="https://arxiv.org/abs/1611.01578">Zoph &amp; Le, Neural Architecture Search with Reinforcement Learning,
 *     2017, section 3</a>; <a href="https://arxiv.org/abs/1802.03268">Pham et al., Efficient Neural Architecture Search
 *     via Parameter Sharing, 2018, section 2.4</a>
 */
final class LstmPolicy {
    private static final double INITIAL_RANGE = 0.1;

    private final List<Decision> decisions;
    private final int units;
    private final LstmCell cell;
    private final int[] inputs;
    private final int[] heads;
    private final int recurrent;
    private final Weights weights;

    /** @param goals how many, at least 1 */
    LstmPolicy(List<Decision> decisions, int goals, int units, RandomGenerator random) {
        this.decisions = List.copyOf(decisions);
        this.units = units;
        cell = new LstmCell(units);
        inputs = new int[decisions.size()];
        heads = new int[decisions.size()];
        int next = 4 * units * goals;
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = next;
            next += 4 * units * decisions.get(i).choices().size();
        }
        recurrent = next;
        next += 4 * units * units;
        int firstHead = next;
        for (int i = 0; i < heads.length; i++) {
            heads[i] = next;
            next += (units + 1) * decisions.get(i).choices().size();
        }
        weights = new Weights(next);
        // The linear layers start at zero, so the first samples are uniform.
        for (int p = 0; p < firstHead; p++) {
            weights.values[p] = random.nextDouble(-INITIAL_RANGE, INITIAL_RANGE);
        }
    }

    /** The parameters and the gradient that {@link #backward} adds to. */
    Weights weights() {
        return weights;
    }

    /** One step of an episode; {@code input} is where the weights of its input start. */
    record Step(int decision, int input, LstmCell.State state, Softmax softmax, int choice) {}

    /** An architecture as the policy sees it: its choices, and the step of each decision that applies. */
    record Episode(List<Integer> choices, List<Step> steps) {
        double logProbability() {
            return steps.stream()
                    .mapToDouble(step -> step.softmax().logProbability(step.choice()))
                    .sum();
        }

        /** The mean over the steps of the entropy, each relative to that of the uniform distribution; 0 to 1. */
        double entropy() {
            double sum = 0;
            for (Step step : steps) {
                sum += step.softmax().entropy() * scale(step);
            }
            return steps.isEmpty() ? 0 : sum / steps.size();
        }

        private static double scale(Step step) {
            int choices = step.softmax().choices();
            return choices == 1 ? 0 : 1 / StrictMath.log(choices);
        }
    }

    /** Draws an architecture for a goal. */
    Episode sample(int goal, RandomGenerator random) {
        return walk(goal, (decision, softmax) -> softmax.sample(random));
    }

    /**
     * Walks along an architecture that was drawn before, so log-probability and entropy are those of the policy as it is
     * now.
     */
    Episode follow(int goal, List<Integer> choices) {
        return walk(goal, (decision, softmax) -> choices.get(decision));
    }

    private interface Chooser {
        int choose(int decision, Softmax softmax);
    }

    private Episode walk(int goal, Chooser chooser) {
        List<Integer> taken = new ArrayList<>(decisions.size());
        List<Step> steps = new ArrayList<>(decisions.size());
        LstmCell.State state = cell.start();
        int input = 4 * units * goal;
        for (int i = 0; i < decisions.size(); i++) {
            if (!decisions.get(i).applies(taken)) {
                taken.add(INAPPLICABLE);
                continue;
            }
            state = cell.forward(weights.values, input, recurrent, state);
            Softmax softmax = Softmax.of(logits(i, state.hidden));
            int choice = chooser.choose(i, softmax);
            steps.add(new Step(i, input, state, softmax, choice));
            taken.add(choice);
            input = inputs[i] + 4 * units * choice;
        }
        return new Episode(List.copyOf(taken), List.copyOf(steps));
    }

    private double[] logits(int decision, double[] hidden) {
        double[] values = weights.values;
        double[] logits = new double[decisions.get(decision).choices().size()];
        for (int c = 0; c < logits.length; c++) {
            int row = heads[decision] + c * (units + 1);
            double sum = values[row + units];
            for (int j = 0; j < units; j++) {
                sum += values[row + j] * hidden[j];
            }
            logits[c] = sum;
        }
        return logits;
    }

    /** Adds the gradient of {@code byLog * logProbability + byEntropy * entropy} of an episode. */
    void backward(Episode episode, double byLog, double byEntropy) {
        double[] hidden = new double[units];
        double[] memory = new double[units];
        List<Step> steps = episode.steps();
        for (int t = steps.size() - 1; t >= 0; t--) {
            Step step = steps.get(t);
            double entropyShare = byEntropy * Episode.scale(step) / steps.size();
            head(step, step.softmax().gradient(step.choice(), byLog, entropyShare), hidden);
            LstmCell.State previous = t == 0 ? cell.start() : steps.get(t - 1).state();
            cell.backward(weights, step.input(), recurrent, previous, step.state(), hidden, memory);
        }
    }

    private void head(Step step, double[] logits, double[] hidden) {
        for (int c = 0; c < logits.length; c++) {
            int row = heads[step.decision()] + c * (units + 1);
            for (int j = 0; j < units; j++) {
                weights.gradient[row + j] += logits[c] * step.state().hidden[j];
                hidden[j] += logits[c] * weights.values[row + j];
            }
            weights.gradient[row + units] += logits[c];
        }
    }
}
