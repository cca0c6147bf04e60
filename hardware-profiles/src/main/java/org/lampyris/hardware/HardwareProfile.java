package org.lampyris.hardware;

import java.util.List;

/**
 * A device and what is known of its costs.
 *
 * @param name the shipped profile's name, or the file's
 * @param hash SHA-256 of the file's bytes, 64 hexadecimal digits
 */
public record HardwareProfile(String name, Device device, Limits limits, Pricing pricing, String hash) {

    /** The names of the profiles that come with the engine. */
    public static List<String> shipped() {
        return List.of("raspberry-pi-4", "pixel-3", "pixel-1", "stm32l4r5");
    }

    /** The cost model of this profile. */
    public CostModel costModel() {
        return new ProfileCostModel(this);
    }
}
