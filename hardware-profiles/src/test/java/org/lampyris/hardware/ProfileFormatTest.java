package org.lampyris.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.hardware.latency.Composite;
import org.lampyris.hardware.latency.Entry;
import org.lampyris.hardware.latency.Measurement;
import org.lampyris.hardware.latency.OperatorForm;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.roofline.Roofline;
import org.lampyris.space.graph.TensorShape;

class ProfileFormatTest {
    private final Path golden = golden();
    private final HardwareProfile profile = HardwareProfiles.load(golden.toString());

    static List<String> shipped() {
        return HardwareProfile.shipped();
    }

    private static Path golden() {
        try {
            return Path.of(Objects.requireNonNull(ProfileFormatTest.class.getResource("/golden/edge.yaml"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void headIsRead() {
        Origin origin = new Origin("the tests", "made up", "2026-11-23", "this file", "Apache-2.0");
        assertEquals("edge", profile.name());
        assertEquals(new Device("Edge board", "A board that does not exist", Precision.INT8, origin), profile.device());
        assertEquals(
                new Limits(
                        OptionalDouble.of(12.5),
                        OptionalDouble.of(900),
                        OptionalLong.of(1536 * 1024),
                        OptionalLong.of(512 * 1024)),
                profile.limits());
        assertEquals(OptionalDouble.of(42), profile.pricing().powerMilliwatts());
    }

    @Test
    void rooflineIsRead() {
        Roofline expected = new Roofline(new Roofline.Rates(100e6, 50e6, 80e6), 40e6, 0.0025, 0.2);
        assertEquals(expected, profile.pricing().roofline().orElseThrow());
    }

    @Test
    void entriesAreReadInOrder() {
        List<Entry> entries = profile.pricing().table().entries();
        OperatorKey bottleneck = new OperatorKey(
                new OperatorForm(OperatorKind.INVERTED_BOTTLENECK, 3, 2, 6, 1),
                new TensorShape(16, 32, 32),
                24,
                Precision.INT8);
        assertEquals(
                new Entry(bottleneck, new Measurement(1.25, 0.1, 50, OptionalDouble.of(60)), true), entries.get(0));
        assertEquals(new TensorShape(16, 24, 32), entries.get(4).key().in());
        assertEquals(Precision.FLOAT32, entries.get(7).key().precision());
        Set<OperatorKind> kinds =
                entries.stream().map(entry -> entry.key().kind()).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(OperatorKind.class), kinds);
    }

    @Test
    void compositesAreRead() {
        Composite composite = profile.pricing().table().composites().get(0);
        assertEquals("stem and head", composite.name());
        assertEquals(
                List.of("Conv2d 3x3 s1 32x32 3->8 int8", "Dense 1x1 s1 1x1 64->10 int8"),
                composite.operators().stream().map(OperatorKey::toString).toList());
        assertEquals(
                List.of("Skip 1x1 s2 32x32 16->24 int8"),
                composite.skips().stream().map(OperatorKey::toString).toList());
        assertEquals(new Measurement(2.5, 0.2, 10, OptionalDouble.of(100)), composite.measured());
    }

    @Test
    void hashIsThatOfTheFile() throws IOException, GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(golden));
        assertEquals(HexFormat.of().formatHex(digest), profile.hash());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shippedProfilesTellTheirSource(String name) {
        HardwareProfile shipped = HardwareProfiles.load(name);
        assertEquals(name, shipped.name());
        assertTrue(shipped.device().origin().source().contains("github.com/"), shipped.toString());
        assertTrue(
                Set.of("MIT", "Apache-2.0").contains(shipped.device().origin().licence()));
        assertEquals(64, shipped.hash().length());
    }

    @Test
    void microcontrollerHasItsBoardsMemory() {
        Limits limits = HardwareProfiles.load("stm32l4r5").limits();
        assertEquals(OptionalLong.of(2 * 1024 * 1024), limits.flashBytes());
        assertEquals(OptionalLong.of(640 * 1024), limits.ramBytes());
    }
}
