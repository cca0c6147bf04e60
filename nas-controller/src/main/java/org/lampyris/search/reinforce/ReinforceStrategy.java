package org.lampyris.search.reinforce;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.EntropyReporting;
import org.lampyris.search.Proposal;
import org.lampyris.search.Recommending;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;
import org.lampyris.search.reinforce.Proposer.Choice;
import org.lampyris.search.surrogate.Archive;
import org.lampyris.space.Architecture;

/**
 * Samples architectures from an LSTM policy that is trained by policy gradients on finished trials, and proposes those of
 * which a surrogate of the results expects the largest gain. With costs that are known beforehand every second proposal
 * is for the front, the others for the reward; the policy is then asked for a range of costs. The best so far are mutated,
 * and looked at again where their noise hides which is best.
 *
 * <p>Told trials need not be its own: log-probabilities are computed from the architectures. Lost trials are not learnt
 * from; all others are, by their reward.
 *
 * @see <a href="https://arxiv.org/abs/1611.01578">Zoph &amp; Le, Neural Architecture Search with Reinforcement Learning,
 *     2017</a>; <a href="https://arxiv.org/abs/1807.11626">Tan et al., MnasNet, 2019, section 3.2</a>; <a
 *     href="https://openreview.net/forum?id=HklxbgBKvr">Angermueller et al., Model-Based Reinforcement Learning for
 *     Biological Sequence Design, 2020</a>
 */
public final class ReinforceStrategy implements SearchStrategy, Recommending, EntropyReporting {
    /** What is far from good needn't be told apart, where no cheap networks are searched for. */
    private static final double CUT = 0.25;

    private static final int REWARD = 0;
    private static final int RANGES = 8;
    private static final int ENTROPY_SAMPLES = 2;

    private final SearchProblem problem;
    private final ReinforceSettings settings;
    private final SplittableRandom random;
    private final Optional<Costs> costs;
    private final PolicyLearner learner;
    private final Archive archive;
    private final Proposer proposer;
    private final Aim rewardAim;
    private final Set<List<Integer>> seen = new HashSet<>();
    private int proposed;

    public ReinforceStrategy(SearchProblem problem, ReinforceSettings settings, long seed) {
        this.problem = problem;
        this.settings = settings;
        random = new SplittableRandom(seed);
        costs = Costs.sampled(problem, RANGES, random);
        int goals = costs.isPresent() ? 1 + RANGES : 1;
        learner = new PolicyLearner(problem.space().decisions(), goals, settings, random);
        archive = new Archive(problem.space().decisions().size(), costs.isPresent() ? 0 : CUT);
        proposer = new Proposer(problem, settings.screening(), archive, costs.isPresent(), random);
        rewardAim = costs.isPresent() ? Aim.reward(problem) : Aim.plain();
    }

    @Override
    public List<Proposal> ask(int n) {
        List<Proposal> proposals = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            Proposal proposal = propose();
            if (proposal.look() > 0
                    || archive.find(proposal.architecture().id()).isEmpty()) {
                archive.propose(proposal.architecture());
            }
            seen.add(proposal.architecture().choices());
            proposals.add(proposal);
            proposed++;
        }
        return proposals;
    }

    private Proposal propose() {
        boolean forFront = costs.isPresent() && proposed % 2 == 1;
        int warmUp = settings.screening().warmUp();
        if (proposed < warmUp || archive.size() < (warmUp + 1) / 2) {
            return Proposal.of(fresh(forFront));
        }
        List<List<Integer>> samples = new ArrayList<>();
        for (int i = 0; i < settings.screening().samples(); i++) {
            samples.add(learner.policy()
                    .sample(forFront ? 1 + i % RANGES : REWARD, random)
                    .choices());
        }
        for (Choice choice : proposer.rank(situation(forFront), samples, seen)) {
            Architecture architecture = problem.space().architecture(choice.choices());
            if (choice.look() > 0 || archive.find(architecture.id()).isEmpty()) {
                return Proposal.of(architecture).withLook(choice.look());
            }
            seen.add(choice.choices());
        }
        return Proposal.of(fresh(forFront));
    }

    private Proposer.Situation situation(boolean forFront) {
        if (!forFront) {
            return proposer.new Situation(rewardAim, 1);
        }
        double[] dearest = costs.orElseThrow().dearest();
        double[] shares = new double[dearest.length];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = -StrictMath.log(1 - random.nextDouble());
            sum += shares[i];
        }
        double most = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
            most += shares[i] * Math.signum(dearest[i]);
        }
        return proposer.new Situation(Aim.front(problem.objectives(), Aim.weights(shares, dearest)), most);
    }

    /** A sample that was never proposed, while such are found in a bounded number of attempts. */
    private Architecture fresh(boolean forFront) {
        int goal = forFront ? 1 + random.nextInt(RANGES) : REWARD;
        int attempts = settings.exploration().attempts();
        Architecture proposal = sample(goal);
        for (int i = 1; i < attempts && archive.find(proposal.id()).isPresent(); i++) {
            proposal = sample(goal);
        }
        for (int i = 0; i < attempts && archive.find(proposal.id()).isPresent(); i++) {
            proposal = problem.space().mutate(proposal, random);
        }
        return proposal;
    }

    private Architecture sample(int goal) {
        return problem.space()
                .architecture(learner.policy().sample(goal, random).choices());
    }

    @Override
    public void tell(List<Trial> finished) {
        for (Trial trial : finished) {
            seen.add(trial.architecture().choices());
            if (trial.result() instanceof Lost) {
                archive.lose(trial.architecture());
            } else {
                learner.learn(REWARD, trial, trial.reward());
                costs.ifPresent(spread -> learnForFront(trial, spread));
                if (trial.repeats().isEmpty()) {
                    archive.tell(
                            trial.architecture(), value(trial), trial.epochs().orElse(Integer.MAX_VALUE));
                }
            }
        }
    }

    private void learnForFront(Trial trial, Costs spread) {
        if (trial.result() instanceof Evaluated) {
            Objective cost = problem.objectives().get(1);
            double price = cost.canonical(trial.result().metrics().get(cost.metric()));
            learner.learn(1 + spread.range(price), trial, value(trial).orElseThrow());
        }
    }

    /** What the archive keeps: the first objective if the costs are known, else the reward. */
    private OptionalDouble value(Trial trial) {
        if (!(trial.result() instanceof Evaluated)) {
            return OptionalDouble.empty();
        }
        Objective first = problem.objectives().get(0);
        return OptionalDouble.of(
                costs.isPresent() ? -first.canonical(trial.result().metrics().get(first.metric())) : trial.reward());
    }

    @Override
    public Optional<Architecture> recommended() {
        return proposer.recommended(rewardAim).map(Archive.Entry::architecture);
    }

    /** The mean over what the policy can be asked for. */
    @Override
    public double entropy() {
        SplittableRandom fresh = new SplittableRandom(0);
        int goals = costs.isPresent() ? 1 + RANGES : 1;
        return IntStream.range(0, ENTROPY_SAMPLES * goals)
                .mapToDouble(i -> learner.policy().sample(i % goals, fresh).entropy())
                .average()
                .orElse(0);
    }
}
