package org.lampyris.search;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;

/** What was asked for so far: which proposals repeat others, where their randomness comes from, how long they train. */
final class AskedProposals {
    private final SearchSettings settings;
    private final Map<Key, Integer> firsts = new HashMap<>();
    private final Map<Look, Begun> begun = new HashMap<>();

    private record Look(String id, int look) {}

    private record Key(Look look, int epochs) {}

    /** A look and how far its training goes already. */
    private record Begun(int trial, int epochs) {}

    /**
     * @param epochs what the evaluation trains on top of earlier ones of the same look; 0 if it repeats one
     * @param repeats the trial that has the outcome already
     */
    record Asked(int number, Proposal proposal, long seed, int epochs, OptionalInt repeats) {
        EvaluationRequest request() {
            return new EvaluationRequest(number, proposal.architecture(), seed, proposal.epochs());
        }

        Trial finished(EvaluationResult result, double reward) {
            return new Trial(number, proposal.architecture(), result, reward, repeats);
        }
    }

    AskedProposals(SearchSettings settings) {
        this.settings = settings;
    }

    /** @param number the trial's, one more than that of the proposal before */
    Asked add(int number, Proposal proposal) {
        int whole = settings.budget().epochs();
        int epochs = Math.min(proposal.epochs().orElse(whole), whole);
        Look look = new Look(proposal.architecture().id(), proposal.look());
        Integer first = firsts.putIfAbsent(new Key(look, epochs), number);
        Begun before = begun.getOrDefault(look, new Begun(number, 0));
        begun.put(look, new Begun(before.trial(), Math.max(before.epochs(), epochs)));
        return new Asked(
                number,
                proposal,
                settings.seedOf(before.trial()),
                first == null ? Math.max(0, epochs - before.epochs()) : 0,
                first == null ? OptionalInt.empty() : OptionalInt.of(first));
    }
}
