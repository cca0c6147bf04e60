package org.lampyris.experiments.config;

/**
 * What is searched for: which device, which images, which networks.
 *
 * @param profile the name of a shipped hardware profile, or a file
 * @param space the name of a shipped search space, or a file
 */
public record Problem(String profile, DataSettings data, String space) {

    static Problem standard() {
        return new Problem("raspberry-pi-4", DataSettings.of("fashion-mnist-mini"), "fire-bottleneck");
    }

    public Problem withProfile(String other) {
        return new Problem(other, data, space);
    }

    public Problem withData(DataSettings other) {
        return new Problem(profile, other, space);
    }

    public Problem withSpace(String other) {
        return new Problem(profile, data, other);
    }
}
