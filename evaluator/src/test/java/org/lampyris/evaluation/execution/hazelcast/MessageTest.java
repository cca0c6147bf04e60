package org.lampyris.evaluation.execution.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.execution.dispatch.AssignmentRecords;
import org.lampyris.evaluation.execution.dispatch.Ticket;

class MessageTest {

    @Test
    void everyKindReadsBackAsItWas() {
        Set<String> kinds = new HashSet<>();
        for (Message message : Messages.all()) {
            assertEquals(message, Message.decode(Message.encode(message)));
            kinds.add(message.getClass().getSimpleName());
        }
        assertEquals(Message.KINDS.keySet(), kinds);
    }

    @Test
    void resultsArriveToTheBit() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            AssignmentRecords.random(1, random).result().ifPresent(MessageTest::arrives);
        }
    }

    private static void arrives(EvaluationResult result) {
        Message message = Message.decode(Message.encode(Message.Complete.of(new Ticket(1, 1), result)));
        EvaluationResult back = ((Message.Complete) message).result();
        assertEquals(result, back);
        result.metrics()
                .values()
                .forEach((name, value) -> assertEquals(
                        Double.doubleToRawLongBits(value),
                        Double.doubleToRawLongBits(back.metrics().get(name))));
    }

    @Test
    void assignmentsArriveAsTheyWere() {
        Message.Work work = (Message.Work) Messages.all().stream()
                .filter(Message.Work.class::isInstance)
                .findFirst()
                .orElseThrow();
        Message.Work back = (Message.Work) Message.decode(Message.encode(work));
        assertEquals(
                work.tasks().stream().map(Message.Task::assignment).toList(),
                back.tasks().stream().map(Message.Task::assignment).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "{}",
                "{\"kind\": 7}",
                "{\"kind\": {}}",
                "{\"kind\": \"Claim\"}",
                "{\"kind\": \"Nothing\", \"value\": {}}",
                "{\"kind\": \"Claim\", \"value\": null}",
                "{\"kind\": \"Claim\", \"value\": {\"most\": \"many\"}}",
                "{\"kind\": \"HandBack\", \"value\": {\"ticket\": {\"trial\": 0, \"attempt\": 1}}}",
                "{\"kind\": \"Claim\", \"value\": {\"most\": 1}"
            })
    void whatIsNoMessageIsRefused(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        assertThrows(IllegalArgumentException.class, () -> Message.decode(body));
    }

    @Test
    void deepNestingIsRefused() {
        byte[] body = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        assertThrows(IllegalArgumentException.class, () -> Message.decode(body));
        byte[] value = ("{\"kind\": \"Claim\", \"value\": " + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        assertThrows(IllegalArgumentException.class, () -> Message.decode(value));
    }

    @Test
    void randomBytesAreRefusedAndNothingElseHappens() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 1000; i++) {
            byte[] body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            assertThrows(IllegalArgumentException.class, () -> Message.decode(body));
        }
    }

    /** Messages with bytes changed are other messages or none. */
    @Test
    void changedMessagesAreReadOrRefusedAndNothingElseHappens() {
        SplittableRandom random = new SplittableRandom(9);
        List<Message> messages = Messages.all();
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] body = Message.encode(messages.get(random.nextInt(messages.size())));
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                Message.decode(body);
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertTrue(refused > 1000, refused + " refused");
    }
}
