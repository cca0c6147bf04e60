package org.lampyris.search.reinforce;

/**
 * One step of a long short-term memory in double precision. Gates lie one after the other as input, forget, candidate,
 * output, {@code units} values each; the recurrent weights are {@code units} rows of {@code 4 * units}.
 *
 * <p>Exponentials come from {@link StrictMath}, so results are the same bits on every machine.
 *
 * @see <a href="https://doi.org/10.1162/neco.1997.9.8.1735">Hochreiter &amp; Schmidhuber, Long Short-Term Memory,
 *     1997</a>; <a href="https://doi.org/10.1162/089976600300015015">Gers et al., Learning to Forget, 2000</a>
 */
final class LstmCell {
    private final int units;

    LstmCell(int units) {
        this.units = units;
    }

    /** What a step computed, as its backward pass needs it. */
    static final class State {
        private final double[] gates;
        private final double[] cell;
        private final double[] squashed;
        final double[] hidden;

        private State(int units) {
            gates = new double[4 * units];
            cell = new double[units];
            squashed = new double[units];
            hidden = new double[units];
        }
    }

    /** The state before the first step. */
    State start() {
        return new State(units);
    }

    /**
     * @param weights all parameters
     * @param input where the 4 * units contributions of the input to the gates (bias included) start
     * @param recurrent where the recurrent weights start
     */
    State forward(double[] weights, int input, int recurrent, State previous) {
        int width = 4 * units;
        State next = new State(units);
        double[] gates = next.gates;
        System.arraycopy(weights, input, gates, 0, width);
        for (int j = 0; j < units; j++) {
            double h = previous.hidden[j];
            int row = recurrent + j * width;
            for (int k = 0; k < width; k++) {
                gates[k] += weights[row + k] * h;
            }
        }
        for (int j = 0; j < units; j++) {
            gates[j] = sigmoid(gates[j]);
            gates[units + j] = sigmoid(gates[units + j]);
            gates[2 * units + j] = tanh(gates[2 * units + j]);
            gates[3 * units + j] = sigmoid(gates[3 * units + j]);
            next.cell[j] = gates[units + j] * previous.cell[j] + gates[j] * gates[2 * units + j];
            next.squashed[j] = tanh(next.cell[j]);
            next.hidden[j] = gates[3 * units + j] * next.squashed[j];
        }
        return next;
    }

    /**
     * Adds this step's gradients of the weights and replaces the gradients of its results by those of the previous ones.
     *
     * @param hidden in: the gradient of this step's hidden values; out: of the previous ones'
     * @param cell the same for the cell values
     */
    void backward(
            Weights weights, int input, int recurrent, State previous, State state, double[] hidden, double[] cell) {
        int width = 4 * units;
        double[] values = weights.values;
        double[] gradient = weights.gradient;
        double[] gates = new double[width];
        for (int j = 0; j < units; j++) {
            double in = state.gates[j];
            double forget = state.gates[units + j];
            double candidate = state.gates[2 * units + j];
            double out = state.gates[3 * units + j];
            double c = cell[j] + hidden[j] * out * (1 - state.squashed[j] * state.squashed[j]);
            gates[j] = c * candidate * in * (1 - in);
            gates[units + j] = c * previous.cell[j] * forget * (1 - forget);
            gates[2 * units + j] = c * in * (1 - candidate * candidate);
            gates[3 * units + j] = hidden[j] * state.squashed[j] * out * (1 - out);
            cell[j] = c * forget;
        }
        for (int k = 0; k < width; k++) {
            gradient[input + k] += gates[k];
        }
        for (int j = 0; j < units; j++) {
            int row = recurrent + j * width;
            double h = previous.hidden[j];
            for (int k = 0; k < width; k++) {
                gradient[row + k] += h * gates[k];
            }
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            for (int k = 0; k < width; k += 4) {
                a += values[row + k] * gates[k];
                b += values[row + k + 1] * gates[k + 1];
                c += values[row + k + 2] * gates[k + 2];
                d += values[row + k + 3] * gates[k + 3];
            }
            hidden[j] = a + b + (c + d);
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double tanh(double x) {
        return 1 - 2 / (StrictMath.exp(2 * x) + 1);
    }
}
