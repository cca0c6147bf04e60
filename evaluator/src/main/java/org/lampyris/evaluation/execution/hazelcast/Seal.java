package org.lampyris.evaluation.execution.hazelcast;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** Signs letters and checks the signatures of others, with HMAC-SHA256 over everything that is in them. */
final class Seal {
    /** Who wrote: an answer can't be passed off as a call. */
    enum Direction {
        CALL,
        ANSWER
    }

    private final byte[] key;

    Seal(ClusterSecret secret) {
        this.key = secret.messageKey();
    }

    /** A message with what belongs to it. */
    record Opened(Message message, ByteBuffer attachment) {}

    Letter close(Direction direction, String sender, String session, long number, Message message, byte[] attachment) {
        byte[] body = Message.encode(message);
        byte[] signature = sign(direction, sender, session, number, body, attachment);
        return new Letter(sender, session, number, body, attachment, signature);
    }

    /** What is in a letter; empty if it isn't signed by somebody who knows the secret. */
    Optional<Opened> open(Direction direction, Letter letter) {
        byte[] signature =
                sign(direction, letter.sender(), letter.session(), letter.number(), letter.body(), letter.attachment());
        return MessageDigest.isEqual(signature, letter.signature())
                ? Optional.of(new Opened(
                        Message.decode(letter.body()),
                        ByteBuffer.wrap(letter.attachment()).asReadOnlyBuffer()))
                : Optional.empty();
    }

    private byte[] sign(
            Direction direction, String sender, String session, long number, byte[] body, byte[] attachment) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(head)) {
            for (String text : List.of("lampyris 1 " + direction, sender, session)) {
                out.writeInt(text.length());
                out.writeChars(text);
            }
            out.writeLong(number);
            out.writeInt(body.length);
            out.writeInt(attachment.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ClusterSecret.sign(key, head.toByteArray(), body, attachment);
    }
}
