package org.lampyris.hardware;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device and what is known of its costs.
 *
 * @param name the shipped profile's name, or the file's
 * @param machine what it was measured on, where that is told
 * @param hash SHA-256 of the file's bytes, 64 hexadecimal digits
 */
public record HardwareProfile(
        String name, Device device, Limits limits, Pricing pricing, Optional<Machine> machine, String hash) {

    /** The names of the profiles that come with the engine. */
    public static List<String> shipped() {
        return List.of("raspberry-pi-4", "pixel-3", "pixel-1", "stm32l4r5");
    }

    /** The same with another correction, or with none. */
    public HardwareProfile withCorrection(@Nullable NetworkCorrection correction) {
        return new HardwareProfile(
                name, device, limits, pricing.withCorrection(Optional.ofNullable(correction)), machine, hash);
    }

    /** The same with another's limits and power, which nobody measures. */
    public HardwareProfile withSettingsOf(HardwareProfile other) {
        Pricing own = new Pricing(
                pricing.table(),
                pricing.roofline(),
                pricing.correction(),
                other.pricing().powerMilliwatts());
        return new HardwareProfile(name, device, other.limits(), own, machine, hash);
    }

    /** The cost model of this profile. */
    public CostModel costModel() {
        return new ProfileCostModel(this);
    }
}
