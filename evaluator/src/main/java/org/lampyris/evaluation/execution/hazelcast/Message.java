package org.lampyris.evaluation.execution.hazelcast;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Outcome;
import org.lampyris.evaluation.execution.dispatch.Assignment;
import org.lampyris.evaluation.execution.dispatch.Ticket;
import org.lampyris.evaluation.execution.dispatch.TrainingProgress;
import org.lampyris.space.Architecture;

/** What coordinator and workers say to each other, as JSON: {@code {"kind": "Claim", "value": {"most": 2}}}. */
sealed interface Message {
    Gson JSON = new Gson();
    Map<String, Class<? extends Message>> KINDS = Stream.of(
                    Hello.class,
                    Briefed.class,
                    Join.class,
                    Claim.class,
                    Work.class,
                    Heartbeat.class,
                    Verdict.class,
                    WeightsPart.class,
                    Position.class,
                    Complete.class,
                    Receipt.class,
                    Broken.class,
                    HandBack.class,
                    Leave.class,
                    DataPart.class,
                    StatusQuestion.class,
                    Status.class,
                    Done.class,
                    Refusal.class)
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    static byte[] encode(Message message) {
        JsonObject object = new JsonObject();
        object.addProperty("kind", message.getClass().getSimpleName());
        object.add("value", JSON.toJsonTree(message));
        return object.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException if it is no message */
    static Message decode(byte[] body) {
        try {
            JsonObject object = JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            JsonElement kind = object.get("kind");
            Class<? extends Message> type = kind == null ? null : KINDS.get(kind.getAsString());
            Message message = type == null ? null : JSON.fromJson(object.get("value"), type);
            if (message == null) {
                throw new IllegalArgumentException("there is no message of the kind " + kind);
            }
            return message;
        } catch (RuntimeException e) { // What a record says of its values comes wrapped.
            throw new IllegalArgumentException("no message: " + e.getMessage(), e);
        }
    }

    /** The first call of a worker: what is to be done here? */
    record Hello(String version) implements Message {}

    /** The answer: all that a worker needs, and the coordinator's session and lease. */
    record Briefed(String session, String run, long leaseMillis, Map<String, String> texts) implements Message {}

    /**
     * A worker is ready.
     *
     * @param client Hazelcast's name of its connection
     * @param facts what must be the same on both sides, by name
     * @param holds what it has of this run
     */
    record Join(String name, String client, int slots, Map<String, String> facts, List<Ticket> holds)
            implements Message {}

    /** Asks for trials. */
    record Claim(int most) implements Message {}

    /** @param closing whether the search ends */
    record Work(List<Task> tasks, boolean closing) implements Message {}

    /** An assignment; {@code epochs} is null for all of the plan. */
    record Task(
            Ticket ticket,
            List<Integer> choices,
            String id,
            long seed,
            @Nullable Integer epochs) {
        static Task of(Assignment assignment) {
            EvaluationRequest request = assignment.request();
            return new Task(
                    assignment.ticket(),
                    request.architecture().choices(),
                    request.architecture().id(),
                    request.seed(),
                    request.epochs().isPresent() ? request.epochs().getAsInt() : null);
        }

        Assignment assignment() {
            EvaluationRequest request = new EvaluationRequest(
                    ticket.trial(),
                    new Architecture(choices, id),
                    seed,
                    epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs));
            return new Assignment(request, ticket.attempt());
        }
    }

    /** A worker lives and has these. */
    record Heartbeat(List<Report> reports) implements Message {}

    /** How far a trial is. */
    record Report(Ticket ticket, int epochs, @Nullable Double accuracy) {
        static Report of(Ticket ticket, TrainingProgress progress) {
            return new Report(
                    ticket,
                    progress.epochs(),
                    progress.accuracy().isPresent() ? progress.accuracy().getAsDouble() : null);
        }

        TrainingProgress progress() {
            return new TrainingProgress(
                    epochs, accuracy == null ? OptionalDouble.empty() : OptionalDouble.of(accuracy));
        }
    }

    /** What a worker has lost and shall stop, and whether the search ends. */
    record Verdict(List<Ticket> stop, boolean closing) implements Message {}

    /** A part of a weights file, which is attached; {@code size} is the whole file's. */
    record WeightsPart(Ticket ticket, long offset, long size) implements Message {}

    /** How many bytes there are so far, or where the attached ones end. */
    record Position(long bytes, long size) implements Message {}

    /** A result. */
    record Complete(Ticket ticket, String kind, @Nullable String detail, Map<String, Double> metrics)
            implements Message {
        static Complete of(Ticket ticket, EvaluationResult result) {
            Outcome outcome = Outcome.of(result);
            return new Complete(
                    ticket,
                    outcome.kind(),
                    outcome.detail().orElse(null),
                    result.metrics().values());
        }

        EvaluationResult result() {
            return new Outcome(kind, Optional.ofNullable(detail)).with(Metrics.of(new TreeMap<>(metrics)));
        }
    }

    /** What becomes of a result. */
    record Receipt(Fate fate) implements Message {}

    /** See {@link Receipt}. */
    enum Fate {
        /** It is durable. */
        STORED,
        /** It isn't wanted: the trial is somebody else's. */
        REFUSED,
        /** It will be stored once its weights are here. */
        WEIGHTS_WANTED
    }

    /** What would end every trial likewise: bad input, else a disk. */
    record Broken(Ticket ticket, boolean input, String problem) implements Message {}

    /** The worker won't finish this. */
    record HandBack(Ticket ticket) implements Message {}

    /** The worker goes. */
    record Leave() implements Message {}

    /** Asks for data from this byte on. */
    record DataPart(Cargo cargo, long offset) implements Message {
        public DataPart {
            Objects.requireNonNull(cargo);
        }
    }

    /** Asks who is here. */
    record StatusQuestion() implements Message {}

    /** Who is here. */
    record Status(ClusterStatus status) implements Message {}

    /** Nothing to say. */
    record Done() implements Message {}

    /** No. */
    record Refusal(String reason) implements Message {}
}
