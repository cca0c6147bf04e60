package org.lampyris.experiments.compression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.experiments.PreparedFolder;
import org.lampyris.experiments.config.CompressionSettings;
import org.lampyris.experiments.report.Json;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.input.InvalidInputException;

/** Applies techniques to a network one after the other; each is judged by ONNX Runtime and undone if it isn't worth it. */
public final class Compression {
    /** The file that runs. */
    public static final String MODEL = "network.onnx";

    /** The small file. */
    public static final String PACKED = "network.lamp";

    private final Subject subject;
    private final HardwareProfile profile;
    private final CompressionSettings settings;

    public Compression(Subject subject, HardwareProfile profile, CompressionSettings settings) {
        this.subject = subject;
        this.profile = profile;
        this.settings = settings;
    }

    /**
     * Runs the steps and writes what comes of them. When it is stopped, what was trained stays in a folder beside it, and
     * the same call goes on from there.
     *
     * @param lines hears of each line of the table
     * @param progress hears how it goes
     * @param out a folder that doesn't exist yet; it appears complete or not at all
     * @return what is in the manifest
     * @throws InvalidInputException if the folder exists or the network can't be trained
     */
    public Map<String, Object> run(Consumer<String> lines, Consumer<String> progress, Path out)
            throws InterruptedException {
        PreparedFolder.requireNothing(out);
        KeptTunings states = KeptTunings.beside(out, progress);
        try (PreparedFolder prepared = PreparedFolder.beside(out)) {
            Workbench bench = new Workbench(subject, Optional.of(profile.costModel()), settings, states, progress);
            List<Map<String, Object>> rows = new ArrayList<>();
            Table table = new Table(lines);
            Draft draft = bench.start();
            Figures before = bench.figures(draft);
            bench.requireKnowing(before.validation());
            bench.requireTeacher();
            Figures now = before;
            rows.add(table.row("before", now, draft.note()));
            for (String name : settings.steps()) {
                Attempt attempt = attempt(name, draft, bench);
                if (attempt.draft() == draft) {
                    rows.add(table.row(name, now, attempt.note()));
                    continue;
                }
                Figures figures = bench.figures(attempt.draft());
                String verdict = Verdict.of(step(name), before, now, figures, settings.maxDrop());
                rows.add(table.row(name, figures, verdict.isEmpty() ? attempt.note() : "undone: " + verdict));
                if (verdict.isEmpty()) {
                    draft = attempt.draft();
                    now = figures;
                }
            }
            Map<String, Object> manifest = Manifest.of(subject, profile, bench, rows);
            DurableFile.write(prepared.path().resolve(MODEL), draft.model());
            if (draft.lamp().isPresent()) {
                DurableFile.write(prepared.path().resolve(PACKED), draft.lamp().get());
            }
            DurableFile.write(
                    prepared.path().resolve("manifest.json"),
                    Json.write(manifest).getBytes(StandardCharsets.UTF_8));
            prepared.moveIntoPlace();
            states.clear();
            return manifest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Step step(String name) {
        return switch (name) {
            case "distill" -> new DistillStep();
            case "paths" -> new PathStep();
            case "trim" -> new TrimStep();
            case "factorize" -> new FactorizeStep();
            case "prune" -> new PruneStep();
            case "allocate" -> new AllocateStep();
            case "quantize" -> new QuantizeStep();
            case "encode" -> new EncodeStep();
            default -> throw new IllegalArgumentException("no step " + name);
        };
    }

    /**
     * What came of a step.
     *
     * @param draft the one that it began with if nothing came of it
     */
    private record Attempt(Draft draft, String note) {}

    /** What earlier steps came to isn't given up because a later one can't be done. */
    private Attempt attempt(String name, Draft draft, Workbench bench) throws InterruptedException {
        try {
            Draft tried = step(name).apply(draft, bench);
            return new Attempt(tried, tried == draft ? "nothing gained, or nothing to do" : tried.note());
        } catch (TrainingException e) {
            if (draft == bench.start() || e.reason() != TrainingException.Reason.DIVERGED) {
                throw InvalidInputException.at(
                        subject.name(), name + " can't train it: " + e.getMessage(), advice(e.reason()));
            }
            return new Attempt(draft, "undone: " + e.getMessage() + "; a lower learning rate may help");
        } catch (InvalidInputException e) {
            if (draft == bench.start()) {
                throw e;
            }
            return new Attempt(draft, "undone: " + e.getMessage());
        }
    }

    private static String advice(TrainingException.Reason reason) {
        return switch (reason) {
            case DIVERGED -> "Try a lower learning rate.";
            case OUT_OF_MEMORY -> "Give it more memory, and it goes on where it was; or leave this step out.";
            case TIMED_OUT, UNSUPPORTED -> "Leave this step out.";
        };
    }

    /** One line a step. */
    private static final class Table {
        private static final String LINE = "%-10s %9s %9s %9s %8s %10s %10s  %s";
        private final Consumer<String> out;

        Table(Consumer<String> out) {
            this.out = out;
            out.accept(String.format(
                    Locale.ROOT, LINE, "step", "test acc.", "flash", "memory", "M MACs", "predicted", "measured", ""));
        }

        Map<String, Object> row(String step, Figures figures, String note) {
            out.accept(String.format(
                    Locale.ROOT,
                    LINE,
                    step,
                    String.format(Locale.ROOT, "%.4f", figures.test()),
                    kilobytes(figures.bytes()),
                    kilobytes(figures.peakMemoryBytes()),
                    String.format(Locale.ROOT, "%.2f", figures.multiplyAdds() / 1e6),
                    String.format(Locale.ROOT, "%.4f ms", figures.predictedMs()),
                    String.format(Locale.ROOT, "%.4f ms", figures.measuredMs()),
                    note));
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("step", step);
            row.putAll(figures.json());
            row.put("note", note);
            return row;
        }

        private static String kilobytes(long bytes) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
    }
}
