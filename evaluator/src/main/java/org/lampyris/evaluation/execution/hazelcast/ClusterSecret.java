package org.lampyris.evaluation.execution.hazelcast;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What all members of a cluster know and nobody else does. It is never sent: the cluster's name, which Hazelcast asks of
 * everybody who connects, and the key that messages are signed with are derived from it.
 */
public final class ClusterSecret {
    /** Fewer characters can be guessed. */
    public static final int LEAST_LENGTH = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    private ClusterSecret(byte[] secret) {
        this.secret = secret;
    }

    /** @throws IllegalArgumentException if it is too short; the message doesn't show it */
    public static ClusterSecret of(String text) {
        String stripped = text.strip();
        if (stripped.length() < LEAST_LENGTH) {
            throw new IllegalArgumentException(
                    "the cluster secret has " + stripped.length() + " characters, " + LEAST_LENGTH + " are the least");
        }
        return new ClusterSecret(stripped.getBytes(StandardCharsets.UTF_8));
    }

    /** The name without which Hazelcast lets nobody in. */
    String clusterName() {
        return HexFormat.of().formatHex(derive("cluster name"));
    }

    /** The key for {@link Seal}. */
    byte[] messageKey() {
        return derive("messages");
    }

    private byte[] derive(String purpose) {
        return sign(secret, ("lampyris " + purpose).getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA256 (RFC 2104) of the parts, each as it is. */
    static byte[] sign(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "a cluster secret";
    }
}
