package org.lampyris.hardware;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.lampyris.hardware.latency.Entry;
import org.lampyris.hardware.latency.Measurement;
import org.lampyris.hardware.latency.OperatorForm;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.input.YamlText;

/** Writes a measured profile as {@link HardwareProfiles} reads it: device, machine, table, correction. */
public final class ProfileWriter {
    private static final Comparator<OperatorKey> ORDER = Comparator.comparing(OperatorKey::precision)
            .thenComparing(OperatorKey::kind)
            .thenComparing(OperatorKey::toString);

    private final StringBuilder text = new StringBuilder();

    private ProfileWriter() {}

    /**
     * The file's text.
     *
     * @throws IllegalArgumentException if the profile has what is never measured: composites, a roofline, blocks over
     *     their skips
     */
    public static String text(HardwareProfile profile) {
        Pricing pricing = profile.pricing();
        if (pricing.roofline().isPresent()
                || !pricing.table().composites().isEmpty()
                || pricing.table().entries().stream().anyMatch(Entry::overSkip)) {
            throw new IllegalArgumentException("only measured tables are written");
        }
        ProfileWriter writer = new ProfileWriter();
        writer.device(profile.device());
        profile.machine().ifPresent(writer::machine);
        writer.limits(profile.limits());
        pricing.powerMilliwatts().ifPresent(power -> writer.line("energy: {power_mw: " + number(power) + "}"));
        writer.latency(pricing);
        return writer.text.toString();
    }

    private void device(Device device) {
        Origin origin = device.origin();
        field("", "device", device.name());
        field("", "description", device.description());
        field("", "precision", device.precision().word());
        line("provenance:");
        field("  ", "measured_by", origin.measuredBy());
        field("  ", "method", origin.method());
        field("  ", "date", origin.date());
        field("  ", "source", origin.source());
        field("  ", "licence", origin.licence());
    }

    private void machine(Machine machine) {
        line("machine:");
        field("  ", "processor", machine.processor());
        machine.setup().forEach((name, value) -> field("  ", name, value));
    }

    private void limits(Limits limits) {
        List<String> pairs = new ArrayList<>();
        limits.latencyMs().ifPresent(value -> pairs.add("latency_ms: " + number(value)));
        limits.energyMicrojoules().ifPresent(value -> pairs.add("energy_uj: " + number(value)));
        limits.flashBytes().ifPresent(value -> pairs.add("flash: " + value + "B"));
        limits.ramBytes().ifPresent(value -> pairs.add("ram: " + value + "B"));
        if (!pairs.isEmpty()) {
            line("limits: {" + String.join(", ", pairs) + "}");
        }
    }

    private void latency(Pricing pricing) {
        line("latency:");
        pricing.correction().ifPresent(this::networks);
        List<Entry> entries = pricing.table().entries().stream()
                .sorted(Comparator.comparing(Entry::key, ORDER))
                .toList();
        boolean energy = entries.stream()
                .anyMatch(entry -> entry.measured().energyMicrojoules().isPresent());
        line("  columns: [operator, kernel, stride, ratio, groups, in, out, resolution, precision, ms, spread_ms, count"
                + (energy ? ", energy_uj]" : "]"));
        line("  entries:");
        entries.forEach(entry -> row(entry, energy));
    }

    /** What whole networks take other than the sum. */
    private void networks(NetworkCorrection correction) {
        line("  networks:");
        line("    count: " + correction.networks());
        line("    error_percent: " + number(correction.errorPercent()));
        if (!correction.from().isEmpty()) {
            field("    ", "from", correction.from());
        }
        line("    coefficients:");
        correction.coefficients().forEach((name, value) -> line("      " + name + ": " + number(value)));
        line("    fitted: ["
                + String.join(
                        ", ", correction.fitted().stream().map(YamlText::quoted).toList()) + "]");
    }

    private void row(Entry entry, boolean energy) {
        OperatorKey key = entry.key();
        OperatorForm form = key.form();
        Measurement measured = entry.measured();
        OptionalDouble microjoules = measured.energyMicrojoules();
        line("    - [" + key.kind().word() + ", " + form.kernel() + ", " + form.stride() + ", " + form.ratio() + ", "
                + form.groups() + ", " + key.in().channels() + ", " + key.outChannels() + ", "
                + key.in().width() + "x" + key.in().height() + ", "
                + key.precision().word() + ", "
                + number(measured.ms()) + ", " + number(measured.spreadMs()) + ", " + Math.max(1, measured.count())
                + (energy ? ", " + number(microjoules.orElse(0)) : "") + "]");
    }

    private void field(String indent, String name, String value) {
        line(indent + name + ": " + YamlText.quoted(value));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** Six digits, which is more than any measurement has. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
