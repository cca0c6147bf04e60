package org.lampyris.evaluation.measuring;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lampyris.hardware.latency.Decomposition;
import org.lampyris.hardware.latency.Measurement;
import org.lampyris.hardware.latency.OperatorForm;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

/**
 * A row of {@link Measurements}.
 *
 * @param cells what identifies the model, by {@link Measurements#KEY}
 * @param setup processor, threads and runtime, see {@link Setup}
 * @param where file and line, for messages
 */
public record MeasuredRow(List<String> cells, Measurement measured, String setup, String where) {
    /** The operator of a whole network. */
    private static final String NETWORK = "network";

    private static final int MAX_SIDE = 1 << 14;
    private static final int MAX_CHANNELS = 1 << 20;
    private static final double LEAST_RATIO = 0.001;
    private static final double MOST_RATIO = 1000;

    public MeasuredRow {
        cells = List.copyOf(cells);
    }

    static List<String> cells(OperatorKey key) {
        OperatorForm form = key.form();
        return List.of(
                key.kind().word(),
                Integer.toString(form.kernel()),
                Integer.toString(form.stride()),
                Double.toString(form.ratio()),
                Integer.toString(form.groups()),
                Integer.toString(key.in().channels()),
                Integer.toString(key.outChannels()),
                resolution(key.in()),
                key.precision().word(),
                "");
    }

    /** @param space the hash of the declaration that the choices are of */
    static List<String> cells(String space, List<Integer> choices, NetworkGraph graph, Precision precision) {
        return List.of(
                NETWORK,
                "1",
                "1",
                "1.0",
                "1",
                Integer.toString(graph.input().channels()),
                Integer.toString(graph.classes()),
                resolution(graph.input()),
                precision.word(),
                space + ":" + choices.stream().map(String::valueOf).collect(Collectors.joining(".")));
    }

    private static String resolution(TensorShape shape) {
        return shape.width() + "x" + shape.height();
    }

    private String cell(String column) {
        return cells.get(Measurements.KEY.indexOf(column));
    }

    /** Whether it is of a whole network. */
    public boolean isNetwork() {
        return cell("operator").equals(NETWORK);
    }

    /** The hash of the space that a whole network is from. */
    public String space() {
        String network = cell("network");
        return network.substring(0, Math.max(0, network.indexOf(':')));
    }

    /** The choices of a whole network. */
    public List<Integer> choices() {
        String network = cell("network");
        try {
            return Arrays.stream(network.substring(network.indexOf(':') + 1).split("\\.", -1))
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw wrong("network", "SPACE:NUMBERS, the numbers with dots between, are needed.");
        }
    }

    /** The shape of the model's image. */
    public TensorShape input() {
        String[] sides = cell("resolution").split("x", -1);
        if (sides.length != 2) {
            throw wrong("resolution", "Write it as 28x28, width and height.");
        }
        return new TensorShape(
                integer("in", cell("in"), MAX_CHANNELS),
                integer("resolution", sides[1], MAX_SIDE),
                integer("resolution", sides[0], MAX_SIDE));
    }

    /** The number of channels, or classes, that come out. */
    public int out() {
        return integer("out", cell("out"), MAX_CHANNELS);
    }

    public Precision precision() {
        return Precision.valueOf(word("precision", Precision.values()));
    }

    /**
     * What an operator's or block's row is about.
     *
     * @throws InvalidInputException if there is no such operator; the message says where
     */
    public OperatorKey key() {
        OperatorKind kind = OperatorKind.valueOf(word("operator", OperatorKind.values()));
        double ratio;
        try {
            ratio = Double.parseDouble(cell("ratio"));
        } catch (NumberFormatException e) {
            throw wrong("ratio", "Write it as 0.25.");
        }
        if (!(ratio >= LEAST_RATIO && ratio <= MOST_RATIO)) {
            throw wrong("ratio", "It is from " + LEAST_RATIO + " to " + MOST_RATIO + ".");
        }
        try {
            OperatorForm form = new OperatorForm(
                    kind,
                    integer("kernel", cell("kernel"), MAX_SIDE),
                    integer("stride", cell("stride"), MAX_SIDE),
                    ratio,
                    integer("groups", cell("groups"), MAX_CHANNELS));
            OperatorKey key = new OperatorKey(form, input(), out(), precision());
            Decomposition.graph(key);
            return key;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw InvalidInputException.at(where, String.valueOf(e.getMessage()), "Don't change a kit's rows.");
        }
    }

    private int integer(String name, String text, int most) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw wrong(name, "A whole number from 1 to " + most + " is needed.");
        }
        return Integer.parseInt(text);
    }

    private String word(String column, Enum<?>[] values) {
        return Arrays.stream(values)
                .map(Enum::name)
                .filter(name -> name.equalsIgnoreCase(cell(column)))
                .findFirst()
                .orElseThrow(() -> wrong(
                        column,
                        Arrays.stream(values)
                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ", "Choices are ", "."))));
    }

    private InvalidInputException wrong(String column, String advice) {
        return InvalidInputException.at(where, column + " is '" + cell(column) + "'", advice);
    }
}
