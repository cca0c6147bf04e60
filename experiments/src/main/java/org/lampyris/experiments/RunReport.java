package org.lampyris.experiments;

import java.util.List;
import java.util.SortedMap;
import org.lampyris.experiments.config.SearchPlan;
import org.lampyris.experiments.report.RunSummary;
import org.lampyris.hardware.CostModel;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.Trial;
import org.lampyris.search.audit.Audit;
import org.lampyris.search.audit.AuditReplay;
import org.lampyris.search.audit.AuditedStrategy;

/** What there is to say of a run: a function of its settings and its trials, whether it was stopped or not. */
final class RunReport {
    private RunReport() {}

    static RunSummary of(Ingredients ingredients, List<Trial> trials) {
        CostModel model = ingredients.profile().costModel();
        RunSummary summary = new RunSummary(
                        trials, ingredients.objectives(), ingredients.bounds(), ingredients.space()::describe)
                .withCosts(architecture -> model.estimate(ingredients.space().decode(architecture)));
        SearchPlan plan = ingredients.experiment().search();
        SearchProblem problem = ingredients.problem();
        return plan.audit()
                .map(schedule -> {
                    AuditedStrategy anew = Strategies.audited(ingredients.experiment(), problem, schedule);
                    SortedMap<Integer, Double> entropies = AuditReplay.entropies(anew, trials, plan.window());
                    return summary.withAudit(Audit.of(trials, schedule, problem, entropies));
                })
                .orElse(summary);
    }
}
