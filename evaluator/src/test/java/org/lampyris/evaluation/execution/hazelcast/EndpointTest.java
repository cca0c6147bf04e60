package org.lampyris.evaluation.execution.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.input.InvalidInputException;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "trainer-3.lab:7000, trainer-3.lab, 7000",
        "trainer-3.lab, trainer-3.lab, 5701",
        "192.168.1.20:1, 192.168.1.20, 1",
        "192.168.1.20, 192.168.1.20, 5701",
        "my_machine:65535, my_machine, 65535",
        ":7000, 127.0.0.1, 7000",
        "7000, 127.0.0.1, 7000",
        "' 7000 ', 127.0.0.1, 7000",
        "0.0.0.0:7000, 0.0.0.0, 7000",
        "[::1]:7000, ::1, 7000",
        "[::1], ::1, 5701",
        "[fe80::1%eth0]:7000, fe80::1%eth0, 7000"
    })
    void readsAnAddress(String text, String host, int port) {
        Endpoint endpoint = Endpoint.parse("--coordinator", text);
        assertEquals(new Endpoint(host, port), endpoint);
        assertEquals(endpoint, Endpoint.parse("--coordinator", endpoint.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":",
                "0",
                "65536",
                "host:0",
                "host:65536",
                "host:-1",
                "host:7000x",
                "host:",
                "::1",
                "::1:7000",
                "[]",
                "[]:7000",
                "[a b]:7000",
                "[::1",
                "[::1]7000",
                "ho st:7000",
                "host/path",
                "http://host:7000",
                "ünïcode:7000",
                "٣:7000",
                "٣"
            })
    void refusesWhatIsNoAddress(String text) {
        String message = assertThrows(InvalidInputException.class, () -> Endpoint.parse("--coordinator", text))
                .getMessage();
        assertTrue(String.valueOf(message).contains("--coordinator"), message);
        assertTrue(String.valueOf(message).contains("'" + text + "' is no address"), message);
    }

    @Test
    void aNameThatNobodyKnowsIsBadInput() {
        assertThrows(InvalidInputException.class, () -> new Endpoint("no-such-machine.invalid", 7000).resolve());
    }
}
