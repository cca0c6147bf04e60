package org.lampyris.evaluation.execution.hazelcast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.execution.dispatch.Ticket;
import org.lampyris.input.Sha256;

class WeightsInboxTest {
    private static final Ticket TICKET = new Ticket(3, 2);

    @TempDir
    private Path folder;

    private final WeightsInbox inbox = new WeightsInbox();
    private final byte[] weights = new byte[10_000];
    private Path target = Path.of("");
    private String sha256 = "";

    @BeforeEach
    void makeWeights() {
        new SplittableRandom(3).nextBytes(weights);
        sha256 = Sha256.hex(weights);
        target = folder.resolve("trial-3.weights");
    }

    private long add(Ticket ticket, int from, int to) {
        return inbox.add(ticket, target, from, ByteBuffer.wrap(Arrays.copyOfRange(weights, from, to)));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileIsInItsPlaceOnlyWhenItIsWhole() throws IOException {
        assertFalse(inbox.settle(TICKET, target, sha256), "nothing is here");
        assertEquals(4000, add(TICKET, 0, 4000));
        assertEquals(9000, add(TICKET, 4000, 9000));
        assertFalse(Files.exists(target));
        assertEquals(10_000, add(TICKET, 9000, 10_000));
        assertFalse(Files.exists(target));
        assertTrue(inbox.settle(TICKET, target, sha256));
        assertArrayEquals(weights, Files.readAllBytes(target));
        assertEquals(List.of("trial-3.weights"), files());
    }

    @Test
    void itIsSettledOnceAndStaysSo() {
        add(TICKET, 0, 10_000);
        assertTrue(inbox.settle(TICKET, target, sha256));
        assertTrue(inbox.settle(TICKET, target, sha256), "the answer was lost");
        assertTrue(new WeightsInbox().settle(TICKET, target, sha256), "the coordinator was restarted");
        assertFalse(inbox.settle(TICKET, target, "ab".repeat(32)), "another file is wanted");
    }

    @Test
    void whatComesTwiceOrTooEarlyIsNotAddedAndTheSenderHearsWhereToGoOn() throws IOException {
        assertEquals(4000, add(TICKET, 0, 4000));
        assertEquals(4000, add(TICKET, 0, 4000));
        assertEquals(4000, add(TICKET, 5000, 9000));
        assertEquals(10_000, add(TICKET, 4000, 10_000));
        assertTrue(inbox.settle(TICKET, target, sha256));
        assertArrayEquals(weights, Files.readAllBytes(target));
    }

    @Test
    void whatIsNotWhatWasSignedIsThrownAway() throws IOException {
        add(TICKET, 0, 9999);
        assertFalse(inbox.settle(TICKET, target, sha256));
        assertEquals(List.of(), files());
        add(TICKET, 0, 10_000);
        assertTrue(inbox.settle(TICKET, target, sha256), "it may be sent again");
    }

    @Test
    void aFileThatWasThereStaysUntilTheNewOneIsWhole() throws IOException {
        Files.writeString(target, "of another attempt");
        add(TICKET, 0, 5000);
        assertFalse(inbox.settle(TICKET, target, sha256));
        assertEquals("of another attempt", Files.readString(target));
        add(TICKET, 0, 10_000);
        assertTrue(inbox.settle(TICKET, target, sha256));
        assertArrayEquals(weights, Files.readAllBytes(target));
    }

    @Test
    void attemptsDoNotMix() throws IOException {
        Ticket later = new Ticket(3, 4);
        add(TICKET, 0, 5000);
        assertEquals(2000, add(later, 0, 2000));
        assertEquals(10_000, add(TICKET, 5000, 10_000));
        assertEquals(10_000, add(later, 2000, 10_000));
        assertTrue(inbox.settle(later, target, sha256));
        inbox.drop(later);
        assertArrayEquals(weights, Files.readAllBytes(target));
    }

    /** A worker that dies while it sends never says so; the next attempt does. */
    @Test
    void whatWasBegunGoesWithItsTrial() throws IOException {
        add(new Ticket(3, 1), 0, 5000);
        add(TICKET, 0, 10_000);
        Ticket later = new Ticket(3, 4);
        add(later, 0, 1);
        Ticket other = new Ticket(4, 1);
        inbox.add(other, folder.resolve("trial-4.weights"), 0, ByteBuffer.wrap(weights));
        assertEquals(4, files().size());
        assertTrue(inbox.settle(TICKET, target, sha256));
        inbox.drop(TICKET);
        assertEquals(3, files().size(), () -> "the earlier attempt is still there");
        inbox.drop(later);
        assertEquals(2, files().size());
        assertTrue(inbox.settle(other, folder.resolve("trial-4.weights"), sha256));
        assertEquals(List.of("trial-3.weights", "trial-4.weights"), files());
    }

    @Test
    void aFolderThatIsGoneIsAnError() {
        Path nowhere = folder.resolve("nowhere").resolve("trial-3.weights");
        String message = assertThrows(
                        UncheckedIOException.class, () -> inbox.add(TICKET, nowhere, 0, ByteBuffer.allocate(3)))
                .getMessage();
        assertEquals("can't take the weights of trial 3", message);
    }
}
