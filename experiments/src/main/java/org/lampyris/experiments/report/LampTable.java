package org.lampyris.experiments.report;

import java.util.List;
import java.util.Locale;
import org.lampyris.evaluation.compression.coding.LampReport;
import org.lampyris.evaluation.compression.coding.TensorReport;

/** What the bytes of a compressed network are spent on, for people. */
public final class LampTable {
    private static final int MOST_CHARACTERS = 60;

    private LampTable() {}

    /** A row for each tensor, then the rest and the whole; the names in it can do nothing to a terminal. */
    public static String text(LampReport report) {
        TextTable table = new TextTable(List.of("tensor", "values", "non-zero", "bytes", "bits per weight", "code"));
        for (TensorReport tensor : report.tensors()) {
            table.row(List.of(
                    name(tensor.name()),
                    format("%d", tensor.values()),
                    format("%d", tensor.nonZero()),
                    format("%.0f", tensor.bytes()),
                    format("%.2f", tensor.bitsPerWeight()),
                    tensor.kind()));
        }
        String all = report.values() == 0
                ? ""
                : format(
                        "%.2f bits per weight, %.1f times smaller than the weights as 32-bit floats\n",
                        report.bitsPerWeight(), report.compression());
        return table + format("\n%.0f bytes for the network without these\n", report.skeletonBytes()) + all;
    }

    private static String name(String name) {
        String safe = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return safe.length() > MOST_CHARACTERS ? safe.substring(0, MOST_CHARACTERS) + "..." : safe;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
