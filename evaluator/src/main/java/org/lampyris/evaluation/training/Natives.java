package org.lampyris.evaluation.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.lampyris.input.InvalidInputException;
import org.nd4j.linalg.factory.Nd4j;

/** The native libraries that training runs on. */
public final class Natives {
    private static final String FOLDER = "/org/nd4j/linalg/cpu/nativecpu/bindings/";
    private static final List<String> EXTENSIONS = List.of("-onednn", "-onednn-avx2", "-onednn-avx512", "");

    private Natives() {}

    /**
     * Loads them, unless they are there already.
     *
     * @return what was loaded, in a line for a log
     * @throws InvalidInputException if this processor can't run them
     */
    public static String load() {
        Processor processor = Processor.ofThisMachine();
        shipped().ifPresent(libraries -> check(processor, libraries));
        boolean oneDnn = Nd4j.getBackend().buildInfo().contains("HAVE_ONEDNN");
        Object blas = Nd4j.getExecutioner().getEnvironmentInformation().get("blas.vendor");
        return String.format(
                Locale.ROOT,
                "natives: %s, %s, BLAS %s %s%s; CPU %s with %s; native memory at most %d MB",
                archive("jnind4jcpu"),
                oneDnn ? "oneDNN (kernels by CPU)" : "no oneDNN",
                blas,
                archive("jniopenblas"),
                Optional.ofNullable(System.getenv("OPENBLAS_CORETYPE"))
                        .map(type -> " as " + type)
                        .orElse(""),
                processor.model(),
                processor.vectors(),
                Pointer.maxBytes() >> 20);
    }

    /** Without this the process would die of an illegal instruction, or end without a word. */
    static void check(Processor processor, String libraries) {
        List<String> missing = processor.missing(libraries);
        if (!missing.isEmpty()) {
            boolean plain = libraries.endsWith("x86_64-onednn");
            throw new InvalidInputException(
                    "This CPU (" + processor.model() + ") lacks " + String.join(", ", missing)
                            + ", which the native libraries " + libraries + " need. "
                            + (plain
                                    ? "Take a newer machine."
                                    : "Delete experiments/target and start ./lampyris on this machine: it then builds with those for this CPU."));
        }
    }

    /** The libraries on the class path, by platform and extension, in JavaCPP's order. */
    static Optional<String> shipped() {
        @Nullable String chosen = System.getProperty("org.bytedeco.javacpp.platform.extension");
        Stream<String> extensions = chosen == null ? EXTENSIONS.stream() : Stream.of(chosen);
        return extensions
                .map(extension -> Loader.getPlatform() + extension)
                .filter(name ->
                        Natives.class.getResource(FOLDER + name + "/" + System.mapLibraryName("jnind4jcpu")) != null)
                .findFirst();
    }

    /** The name of the jar that a loaded library is from. */
    private static String archive(String library) {
        String file = Loader.getLoadedLibraries().get(library);
        if (file != null) {
            for (Path part : Path.of(file)) {
                if (part.toString().endsWith(".jar")) {
                    return part.toString().replaceFirst("\\.jar$", "");
                }
            }
        }
        return "of " + library;
    }
}
