package org.lampyris.evaluation.execution.hazelcast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.execution.hazelcast.Seal.Direction;

class SealTest {
    private static final byte[] ATTACHMENT = "weights".getBytes(StandardCharsets.UTF_8);
    private final Seal seal = new Seal(ClusterSecret.of("a secret that only tests know"));
    private final Message message = new Message.Claim(2);

    private Letter letter() {
        return seal.close(Direction.CALL, "worker", "session", 9, message, ATTACHMENT);
    }

    private boolean opens(Letter letter) {
        return seal.open(Direction.CALL, letter).isPresent();
    }

    @Test
    void everyKindArrivesAsItWas() {
        for (Message any : Messages.all()) {
            for (Direction direction : Direction.values()) {
                Letter letter = seal.close(direction, "worker", "session", 9, any, ATTACHMENT);
                Seal.Opened opened = seal.open(direction, letter).orElseThrow();
                assertEquals(any, opened.message());
                byte[] attachment = new byte[opened.attachment().remaining()];
                opened.attachment().get(attachment);
                assertArrayEquals(ATTACHMENT, attachment);
            }
        }
    }

    @Test
    void whoeverKnowsTheSecretOpensItAndNobodyElse() {
        assertTrue(opens(letter()));
        Seal same = new Seal(ClusterSecret.of("  a secret that only tests know\n"));
        assertTrue(same.open(Direction.CALL, letter()).isPresent());
        Seal other = new Seal(ClusterSecret.of("a secret that only tests knew"));
        assertEquals(Optional.empty(), other.open(Direction.CALL, letter()));
    }

    @Test
    void anAnswerIsNoCall() {
        assertEquals(Optional.empty(), seal.open(Direction.ANSWER, letter()));
        Letter answer = seal.close(Direction.ANSWER, "worker", "session", 9, message, ATTACHMENT);
        assertFalse(opens(answer));
    }

    /** Each byte of each part, changed, added or taken away. */
    @Test
    void whatIsChangedAnywhereIsNotOpened() {
        Letter it = letter();
        for (int i = 0; i < 64; i++) {
            assertFalse(opens(with(it, it.sender(), it.session(), it.number() ^ 1L << i)));
        }
        for (int i = 0; i < it.sender().length(); i++) {
            for (int bit = 0; bit < 16; bit++) {
                assertFalse(opens(with(it, flipped(it.sender(), i, bit), it.session(), it.number())));
            }
        }
        for (int i = 0; i < it.session().length(); i++) {
            for (int bit = 0; bit < 16; bit++) {
                assertFalse(opens(with(it, it.sender(), flipped(it.session(), i, bit), it.number())));
            }
        }
        assertFalse(opens(with(it, "workers", "ession", it.number())), "a letter over the border");
        assertFalse(opens(with(it, "worker\0", it.session(), it.number())));
        assertFalse(opens(with(it, "", "", it.number())));
        for (int i = 0; i < 8 * it.body().length; i++) {
            assertFalse(opens(with(it, flipped(it.body(), i), it.attachment(), it.signature())));
        }
        for (int i = 0; i < 8 * it.attachment().length; i++) {
            assertFalse(opens(with(it, it.body(), flipped(it.attachment(), i), it.signature())));
        }
        for (int i = 0; i < 8 * it.signature().length; i++) {
            assertFalse(opens(with(it, it.body(), it.attachment(), flipped(it.signature(), i))));
        }
    }

    @Test
    void bytesThatMoveFromOnePartToAnotherAreNoticed() {
        Letter it = letter();
        byte[] all = new byte[it.body().length + it.attachment().length];
        System.arraycopy(it.body(), 0, all, 0, it.body().length);
        System.arraycopy(it.attachment(), 0, all, it.body().length, it.attachment().length);
        for (int cut = 0; cut <= all.length; cut++) {
            byte[] body = java.util.Arrays.copyOf(all, cut);
            byte[] attachment = java.util.Arrays.copyOfRange(all, cut, all.length);
            assertEquals(cut == it.body().length, opens(with(it, body, attachment, it.signature())));
        }
        assertFalse(opens(with(it, it.body(), it.attachment(), new byte[0])));
        assertFalse(opens(with(it, it.body(), it.attachment(), java.util.Arrays.copyOf(it.signature(), 31))));
        assertFalse(opens(with(it, it.body(), it.attachment(), java.util.Arrays.copyOf(it.signature(), 33))));
    }

    @Test
    void randomLettersAreNotOpenedAndNothingElseHappens() {
        SplittableRandom random = new SplittableRandom(10);
        for (int i = 0; i < 1000; i++) {
            Letter letter = new Letter(
                    text(random),
                    text(random),
                    random.nextLong(),
                    bytes(random, 300),
                    bytes(random, 300),
                    bytes(random, random.nextBoolean() ? 33 : 300));
            assertEquals(Optional.empty(), seal.open(Direction.CALL, letter));
        }
    }

    @Test
    void longNamesAreNotOpenedAndNothingElseHappens() {
        String endless = "w".repeat(1 << 17);
        Letter letter = letter();
        assertFalse(opens(with(letter, endless, "session", 9)));
        assertFalse(opens(with(letter, "worker", endless, 9)));
        assertTrue(opens(seal.close(Direction.CALL, endless, "session", 9, message, ATTACHMENT)));
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            text.append((char) random.nextInt(1 << 16));
        }
        return text.toString();
    }

    private static byte[] bytes(SplittableRandom random, int bound) {
        byte[] bytes = new byte[random.nextInt(bound)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String flipped(String text, int at, int bit) {
        StringBuilder changed = new StringBuilder(text);
        changed.setCharAt(at, (char) (text.charAt(at) ^ 1 << bit));
        return changed.toString();
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    private static Letter with(Letter letter, String sender, String session, long number) {
        return new Letter(sender, session, number, letter.body(), letter.attachment(), letter.signature());
    }

    private static Letter with(Letter letter, byte[] body, byte[] attachment, byte[] signature) {
        return new Letter(letter.sender(), letter.session(), letter.number(), body, attachment, signature);
    }
}
