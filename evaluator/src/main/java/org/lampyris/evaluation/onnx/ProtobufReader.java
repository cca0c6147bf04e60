package org.lampyris.evaluation.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Parses the bytes of a file. As an empty message takes 2 bytes in a file and some hundred in memory, fields are counted
 * before anything is made of them.
 */
public final class ProtobufReader {
    private static final long MAX_FIELDS = 1L << 21;
    private static final int MAX_DEPTH = 60;
    /** A number in a packed field takes a byte in the file and eight in memory. */
    private static final int PACKED = 8;

    private long left = MAX_FIELDS;

    private ProtobufReader() {}

    /**
     * @param bytes not to be changed any more
     * @throws IllegalArgumentException if it is no such message or has more than two million fields
     */
    public static ModelProto parse(byte[] bytes) {
        ByteString content = UnsafeByteOperations.unsafeWrap(bytes);
        try {
            new ProtobufReader().count(content.newCodedInput(), ModelProto.getDescriptor(), 0);
            CodedInputStream in = content.newCodedInput();
            in.enableAliasing(true);
            in.setRecursionLimit(MAX_DEPTH + 10);
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("it is no ONNX file, or a damaged one (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("it can't be read (" + e.getMessage() + ")", e);
        }
    }

    private void count(CodedInputStream in, Descriptor type, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("it is nested over " + MAX_DEPTH + " deep");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            take(1);
            if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_START_GROUP) {
                throw new IllegalArgumentException("it is no ONNX file, or a damaged one");
            }
            if (field != null && delimited && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                int before = in.pushLimit(in.readRawVarint32());
                count(in, field.getMessageType(), depth + 1);
                if (!in.isAtEnd()) {
                    throw new IllegalArgumentException("it is no ONNX file, or a damaged one");
                }
                in.popLimit(before);
            } else if (field != null && delimited && isVarints(field)) {
                int length = in.readRawVarint32();
                take(Math.max(0, length) / PACKED);
                in.skipRawBytes(length);
            } else {
                in.skipField(tag);
            }
        }
    }

    private static boolean isVarints(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, LONG, BOOLEAN, ENUM -> true;
            default -> false;
        };
    }

    private void take(long fields) {
        left -= fields;
        if (left < 0) {
            throw new IllegalArgumentException("it has more parts than a network can have");
        }
    }
}
