package org.lampyris.evaluation.execution.hazelcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.execution.dispatch.Assignment;
import org.lampyris.evaluation.execution.dispatch.AssignmentRecord;
import org.lampyris.evaluation.execution.dispatch.AssignmentRecords;
import org.lampyris.evaluation.execution.dispatch.Ticket;
import org.lampyris.space.Architecture;

/** Messages of every kind. */
final class Messages {
    private Messages() {}

    private static Message.Task task(int trial, long seed, OptionalInt epochs) {
        Architecture architecture = new Architecture(List.of(trial, Architecture.INAPPLICABLE, 3), "net-" + trial);
        return Message.Task.of(new Assignment(new EvaluationRequest(trial, architecture, seed, epochs), 2));
    }

    static List<Message> all() {
        Ticket ticket = new Ticket(7, 3);
        ClusterStatus.Member member = new ClusterStatus.Member(
                "trainer-3",
                2,
                true,
                40,
                1,
                List.of(new ClusterStatus.InHand(7, 3, 2, 0.25), new ClusterStatus.InHand(8, 1, 0, null)));
        List<Message> messages = new ArrayList<>(List.of(
                new Message.Hello("0.1.0"),
                new Message.Briefed("5e55", "2026-run", 30_000, Map.of("experiment", "a: \"b\"\n", "naïve", "学習 😀")),
                new Message.Join("trainer-3", "c1", 2, Map.of("data", "ab".repeat(32)), List.of(ticket)),
                new Message.Claim(2),
                new Message.Work(
                        List.of(
                                task(1, Long.MIN_VALUE, OptionalInt.empty()),
                                task(2, Long.MAX_VALUE, OptionalInt.of(4)),
                                task(3, (1L << 53) + 1, OptionalInt.empty())),
                        false),
                new Message.Work(List.of(), true),
                new Message.Heartbeat(List.of(
                        new Message.Report(ticket, 2, 0.1 + 0.2), new Message.Report(new Ticket(8, 1), 0, null))),
                new Message.Verdict(List.of(ticket), true),
                new Message.WeightsPart(ticket, 1L << 40, Long.MAX_VALUE),
                new Message.Position(1L << 40, 1L << 41),
                new Message.Broken(ticket, true, "the data is gone"),
                new Message.HandBack(ticket),
                new Message.Leave(),
                new Message.DataPart(Cargo.IMAGES, 12),
                new Message.DataPart(Cargo.TEACHER, 0),
                new Message.StatusQuestion(),
                new Message.Status(new ClusterStatus("2026-run", "0.1.0", 3, List.of(member))),
                new Message.Done(),
                new Message.Refusal("no")));
        for (Message.Fate fate : Message.Fate.values()) {
            messages.add(new Message.Receipt(fate));
        }
        SplittableRandom random = new SplittableRandom(6);
        for (int trial = 1; trial <= 300; trial++) {
            AssignmentRecord record = AssignmentRecords.random(trial, random);
            record.result().ifPresent(result -> messages.add(Message.Complete.of(ticket, result)));
        }
        return messages;
    }
}
