package org.lampyris.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {

    /** The examples of FIPS 180-2, appendix B.1, and of the empty message. */
    @Test
    void agreesWithThePublishedExamples() {
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash("abc"));
        assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", hash(""));
    }

    private static String hash(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
