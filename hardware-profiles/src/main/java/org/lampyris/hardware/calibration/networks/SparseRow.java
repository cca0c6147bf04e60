package org.lampyris.hardware.calibration.networks;

import java.util.Arrays;

/** The features of one architecture that aren't 0, by ascending column. */
final class SparseRow {
    private final int[] columns;
    private final double[] values;

    SparseRow(int[] columns, double[] values) {
        this.columns = columns.clone();
        this.values = values.clone();
    }

    /** Ones in these columns. */
    static SparseRow ones(int[] columns) {
        double[] ones = new double[columns.length];
        Arrays.fill(ones, 1);
        return new SparseRow(columns, ones);
    }

    int size() {
        return columns.length;
    }

    int column(int index) {
        return columns[index];
    }

    double value(int index) {
        return values[index];
    }

    /** The sum of the features times their coefficients. */
    double times(double[] coefficients) {
        double sum = 0;
        for (int i = 0; i < columns.length; i++) {
            sum += coefficients[columns[i]] * values[i];
        }
        return sum;
    }
}
