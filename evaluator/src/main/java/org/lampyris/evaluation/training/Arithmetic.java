package org.lampyris.evaluation.training;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.input.Sha256;

/**
 * Whether two machines train the same bits. Libraries choose their kernels by the processor, and other kernels round
 * otherwise: then the same seed gives another network.
 */
public final class Arithmetic {
    private static final int BATCH = 16;
    private static final int STEPS = 2;

    private Arithmetic() {}

    /** The SHA-256, 64 hexadecimal digits, of the weights of two small networks after two steps. */
    public static String fingerprint() {
        MessageDigest digest = Sha256.digest();
        for (String name : List.of("fire", "bottleneck")) {
            try (SampleTraining training = new SampleTraining(ReferenceNetworks.named(name), BATCH, 1)) {
                for (int i = 0; i < STEPS; i++) {
                    training.step();
                }
                for (Tensor tensor : training.weights().tensors().values()) {
                    FloatBuffer values = tensor.buffer();
                    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.remaining());
                    bytes.asFloatBuffer().put(values);
                    digest.update(bytes);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
