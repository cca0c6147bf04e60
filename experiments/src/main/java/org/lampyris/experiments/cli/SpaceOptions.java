package org.lampyris.experiments.cli;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.profiling.SpaceOfImages;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.graph.TensorShape;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which networks are measured. */
final class SpaceOptions {
    private static final Pattern IMAGE = Pattern.compile("([1-9][0-9]{0,3})x([1-9][0-9]{0,3})x([1-9][0-9]{0,3})");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--space",
            paramLabel = "NAME|FILE",
            defaultValue = "fire-bottleneck",
            description = "The networks (default: ${DEFAULT-VALUE}).")
    private String space = "";

    @Option(
            names = "--image",
            paramLabel = "CxHxW",
            description =
                    "Channels, height and width of the images (default: 1x28x28, or as the profile was measured).")
    private @Nullable String image;

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "Of the images (default: 10, or as the profile was measured).")
    private @Nullable Integer classes;

    SpaceOfImages spaces() {
        return new SpaceOfImages(space);
    }

    /** For images of the usual size where none is given. */
    FireBottleneckSpace networks() {
        return networks("1x28x28", 10);
    }

    /** For images of a size where none is given. */
    FireBottleneckSpace networks(String usualImage, int usualClasses) {
        String size = image == null ? usualImage : image;
        int count = classes == null ? usualClasses : classes;
        Matcher sizes = IMAGE.matcher(size);
        if (!sizes.matches() || count < 1) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--image " + size + " or --classes " + count + " is no size, write e.g. 3x32x32 and 10");
        }
        return spaces().of(
                        new TensorShape(
                                Integer.parseInt(sizes.group(1)),
                                Integer.parseInt(sizes.group(2)),
                                Integer.parseInt(sizes.group(3))),
                        count);
    }
}
