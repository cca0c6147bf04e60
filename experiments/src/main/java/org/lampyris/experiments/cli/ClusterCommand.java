package org.lampyris.experiments.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lampyris.evaluation.execution.hazelcast.ClusterStatus;
import org.lampyris.evaluation.execution.hazelcast.ClusterStatus.InHand;
import org.lampyris.evaluation.execution.hazelcast.ClusterStatus.Member;
import org.lampyris.evaluation.execution.hazelcast.ClusterVisitor;
import org.lampyris.evaluation.execution.hazelcast.Endpoint;
import org.lampyris.experiments.Version;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cluster}: shows who works. */
@Command(name = "cluster", description = "Shows the workers of a coordinator, what they have and what they did.")
final class ClusterCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--join", required = true, paramLabel = "HOST:PORT", description = "Where the coordinator is.")
    private String join = "";

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Mixin
    private SecretOptions secret = new SecretOptions();

    ClusterCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Endpoint endpoint = Endpoint.parse("--join", join);
        ClusterStatus status = ClusterVisitor.status(endpoint, secret.find(System.getenv()), Version.current());
        console.out().print(json ? Json.write(fields(status)) : text(endpoint, status));
        return ExitCode.DONE;
    }

    private static String text(Endpoint endpoint, ClusterStatus status) {
        List<Member> members = status.members();
        int slots = members.stream()
                .filter(Member::connected)
                .mapToInt(Member::slots)
                .sum();
        TextTable table = new TextTable(List.of("worker", "slots", "done", "lost", "in hand"));
        for (Member member : members) {
            table.row(List.of(
                    member.name() + (member.connected() ? "" : " (gone)"),
                    Integer.toString(member.slots()),
                    Integer.toString(member.finished()),
                    Integer.toString(member.lost()),
                    member.running().stream().map(ClusterCommand::words).collect(Collectors.joining("; "))));
        }
        return "The search " + status.run() + " at " + endpoint + ", Lampyris " + status.version() + ": "
                + members.stream().filter(Member::connected).count() + " workers with " + slots + " slots, "
                + status.waiting() + " trials wait.\n\n" + table;
    }

    private static String words(InHand trial) {
        return "trial " + trial.trial()
                + (trial.attempt() > 1 ? " (attempt " + trial.attempt() + ")" : "")
                + (trial.epochs() > 0 ? ", epoch " + trial.epochs() : "")
                + (trial.accuracy() == null ? "" : String.format(Locale.ROOT, ", accuracy %.4f", trial.accuracy()));
    }

    private static Map<String, Object> fields(ClusterStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", status.run());
        fields.put("version", status.version());
        fields.put("waiting", status.waiting());
        fields.put(
                "workers", status.members().stream().map(ClusterCommand::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Member member) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", member.name());
        fields.put("slots", member.slots());
        fields.put("connected", member.connected());
        fields.put("done", member.finished());
        fields.put("lost", member.lost());
        fields.put(
                "in_hand",
                member.running().stream()
                        .map(trial -> {
                            Map<String, Object> running = new LinkedHashMap<>();
                            running.put("trial", trial.trial());
                            running.put("attempt", trial.attempt());
                            running.put("epochs", trial.epochs());
                            if (trial.accuracy() != null) {
                                running.put("accuracy", trial.accuracy());
                            }
                            return running;
                        })
                        .toList());
        return fields;
    }
}
