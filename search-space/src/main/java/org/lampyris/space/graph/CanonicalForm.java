package org.lampyris.space.graph;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.lampyris.input.Sha256;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Clip;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.HardSigmoid;
import org.lampyris.space.graph.Operator.Input;
import org.lampyris.space.graph.Operator.LeakyRelu;
import org.lampyris.space.graph.Operator.Multiplication;
import org.lampyris.space.graph.Operator.Padding;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.Operator.Softmax;

/**
 * An id that isomorphic networks share. Others may share it too, as neither the colours below nor 64 bits tell all networks
 * apart: an equal id is strong evidence of an equal structure, not a proof. The formats of weights are a part of the structure. Names, blocks and the order of the nodes don't count, nor does the order of an
 * addition's or multiplication's inputs, nor that of a concatenation's where permuted weights of what follows make up for it.
 *
 * <p>Each node gets a 64-bit colour from its operator, from all that it is computed of and from all that is computed of
 * it; so a result that is used twice differs from two equal ones. The id is the SHA-256 of the sorted colours.
 */
public final class CanonicalForm {
    /** The number of hexadecimal digits of an id. */
    public static final int LENGTH = 16;

    private final NetworkGraph graph;
    private final int count;

    private CanonicalForm(NetworkGraph graph) {
        this.graph = graph;
        this.count = graph.nodes().size();
    }

    /** The first {@value #LENGTH} hexadecimal digits of the network's structural hash. */
    public static String id(NetworkGraph graph) {
        long[] colours = new CanonicalForm(graph).colours();
        Arrays.sort(colours);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * colours.length);
        bytes.asLongBuffer().put(colours);
        return Sha256.hex(bytes.array()).substring(0, LENGTH);
    }

    private long[] colours() {
        boolean[] ordered = ordered();
        long[] ancestors = new long[count];
        for (int i = 0; i < count; i++) {
            List<Integer> inputs = graph.nodes().get(i).inputs();
            long sum = 0;
            for (int j = 0; j < inputs.size(); j++) {
                sum += mix(ancestors[inputs.get(j)] + (ordered[i] ? j + 1 : 0));
            }
            ancestors[i] = mix(nodeCode(i) ^ mix(sum + inputs.size()));
        }
        long[] descendants = new long[count];
        long[] colours = new long[count];
        for (int i = count - 1; i >= 0; i--) {
            List<Integer> inputs = graph.nodes().get(i).inputs();
            colours[i] = mix(ancestors[i] ^ mix(descendants[i]));
            for (int j = 0; j < inputs.size(); j++) {
                descendants[inputs.get(j)] += mix(colours[i] + (ordered[i] ? j + 1 : 0));
            }
        }
        return colours;
    }

    /** For each node whether its inputs may not change places: concatenations whose channels' order matters. */
    private boolean[] ordered() {
        boolean[] fixed = new boolean[count];
        boolean[] ordered = new boolean[count];
        fixed[count - 1] = true;
        for (int i = count - 1; i > 0; i--) {
            Operator operator = graph.nodes().get(i).operator();
            ordered[i] = fixed[i] && operator instanceof Concatenation;
            boolean fixes = fixesChannels(operator, i, fixed[i]);
            List<Integer> inputs = graph.nodes().get(i).inputs();
            for (int j = 0; j < inputs.size(); j++) {
                fixed[inputs.get(j)] |= fixes;
            }
        }
        return ordered;
    }

    private boolean fixesChannels(Operator operator, int node, boolean fixedAfter) {
        if (operator instanceof Convolution c
                && c.groups() < graph.inputShape(node).channels()) {
            return c.groups() > 1;
        }
        return operator instanceof Addition
                || operator instanceof Multiplication
                || (fixedAfter && !(operator instanceof Dense));
    }

    private long nodeCode(int node) {
        long code = code(graph.nodes().get(node).operator());
        WeightFormat format = graph.format(node);
        return format.isPlain() ? code : mix(code + code(18, format.bits(), Double.hashCode(format.sparsity())));
    }

    private static long code(Operator operator) {
        if (operator instanceof Convolution c) {
            return c.hasUsualWindow()
                    ? code(1, c.outChannels(), c.kernel(), c.stride(), c.groups(), c.bias() ? 1 : 0)
                    : mix(code(10, c.outChannels(), c.groups(), c.bias() ? 1 : 0) + code(c.window()));
        }
        if (operator instanceof BatchNormalization) {
            return code(2);
        }
        if (operator instanceof Activation a) {
            return code(3, a.function().name().hashCode());
        }
        if (operator instanceof Pooling p) {
            return p.isUsual()
                    ? code(4, p.kind().name().hashCode(), p.kernel(), p.stride())
                    : mix(code(11, p.kind().name().hashCode(), p.countsPadding() ? 1 : 0) + code(p.window()));
        }
        if (operator instanceof GlobalAveragePooling) {
            return code(5);
        }
        if (operator instanceof Addition) {
            return code(6);
        }
        if (operator instanceof Concatenation) {
            return code(7);
        }
        if (operator instanceof Dense d) {
            return code(8, d.units());
        }
        return operator instanceof Input in
                ? code(9, in.shape().channels(), in.shape().height(), in.shape().width())
                : rarerCode(operator);
    }

    /** Of the operators that only networks from elsewhere have. */
    private static long rarerCode(Operator operator) {
        if (operator instanceof Clip c) {
            return code(12, Float.floatToIntBits(c.low()), Float.floatToIntBits(c.high()));
        }
        if (operator instanceof LeakyRelu r) {
            return code(13, Float.floatToIntBits(r.slope()));
        }
        if (operator instanceof HardSigmoid s) {
            return code(14, Float.floatToIntBits(s.slope()), Float.floatToIntBits(s.offset()));
        }
        if (operator instanceof Multiplication) {
            return code(15);
        }
        if (operator instanceof Padding p) {
            return code(16, p.top(), p.left(), p.bottom(), p.right());
        }
        if (operator instanceof Softmax) {
            return code(17);
        }
        throw new AssertionError(operator);
    }

    private static long code(Window window) {
        return mix(code(window.rows()) + mix(code(window.columns())));
    }

    private static long code(Window.Axis axis) {
        return code(axis.kernel(), axis.stride(), axis.dilation(), axis.before(), axis.after());
    }

    private static long code(int... values) {
        long code = values.length;
        for (int value : values) {
            code = mix(code + value);
        }
        return code;
    }

    /** A bijection that spreads each bit over all (the finaliser of SplitMix64, Steele et al. 2014). */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
