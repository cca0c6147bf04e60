package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.lampyris.hardware.CorrectionFit;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.ProfileWriter;

/** Writes a measured profile and says what is in it. */
final class ProfileFile {
    private ProfileFile() {}

    static void write(Path file, HardwareProfile profile, Console console) {
        OutputFile.write(file, ProfileWriter.text(profile));
        console.out()
                .println(file + ": " + profile.pricing().table().entries().size() + " entries, "
                        + profile.pricing()
                                .correction()
                                .map(c -> String.format(
                                        Locale.ROOT,
                                        "corrected by %d whole networks, %.1f %% mean error for networks left out",
                                        c.networks(),
                                        c.errorPercent()))
                                .orElse("no correction by whole networks: fewer than " + CorrectionFit.MINIMUM_NETWORKS
                                        + " were measured"));
    }
}
