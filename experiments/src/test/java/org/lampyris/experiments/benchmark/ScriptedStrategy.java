package org.lampyris.experiments.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;

/** Proposes what it is given, the last one for ever, and remembers what it was told. */
class ScriptedStrategy implements SearchStrategy {
    final List<Trial> told = new ArrayList<>();
    private final List<Proposal> script;
    private int next;

    ScriptedStrategy(Proposal... script) {
        this.script = List.of(script);
    }

    @Override
    public List<Proposal> ask(int n) {
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            proposals.add(script.get(Math.min(next++, script.size() - 1)));
        }
        return proposals;
    }

    @Override
    public void tell(List<Trial> finished) {
        told.addAll(finished);
    }
}
