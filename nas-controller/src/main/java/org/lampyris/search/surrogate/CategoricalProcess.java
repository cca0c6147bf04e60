package org.lampyris.search.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A Gaussian process on lists of choices, with a rate of its own for each decision and any number of noisy looks at each
 * point. Points are added, and looked at again, in quadratic time; what is expected elsewhere takes quadratic time, its
 * mean alone linear time.
 *
 * <p>Values should have mean 0 and variance about 1. A point without a value yet stands for a look that is under way: it
 * takes the value that was expected, so that it lowers the doubt around it and nothing else.
 *
 * @see <a href="https://gaussianprocess.org/gpml">Rasmussen &amp; Williams, Gaussian Processes for Machine Learning, 2006,
 *     chapters 2 and 5</a>; <a href="https://doi.org/10.1007/978-3-642-10701-6_6">Ginsbourger et al., Kriging Is
 *     Well-Suited to Parallelize Optimization, 2010</a> for looks under way
 */
final class CategoricalProcess {
    private final List<int[]> points = new ArrayList<>();
    private final List<Integer> looks = new ArrayList<>();
    private Hyperparameters parameters;
    private double[][] inverse = new double[0][0];
    private double[] weights = new double[0];
    private double[] values = new double[0];

    /** @param first the hyperparameters until {@link #refit} */
    CategoricalProcess(Hyperparameters first) {
        parameters = first;
    }

    int size() {
        return points.size();
    }

    Hyperparameters parameters() {
        return parameters;
    }

    /** Adds a point with one look, which is under way; its place is the {@link #size} before. */
    void add(int[] choices) {
        int n = points.size();
        values = Arrays.copyOf(values, n + 1);
        values[n] = mean(choices);
        weights = Arrays.copyOf(weights, n + 1);
        double[] with = new double[n];
        double[] product = new double[n];
        double rest = covariances(choices, with, product);
        double schur = Math.max(parameters.noise(), parameters.signal() + parameters.noise() - rest);
        points.add(choices.clone());
        looks.add(1);
        double[][] next = new double[n + 1][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                next[i][j] = inverse[i][j] + product[i] * product[j] / schur;
            }
            next[i][n] = -product[i] / schur;
            next[n][i] = next[i][n];
        }
        next[n][n] = 1 / schur;
        inverse = next;
    }

    /**
     * How many looks at a point there are. Its value moves so that nothing else is expected than before: as if further
     * looks, which are under way, gave what is expected.
     *
     * @param number at least 1
     */
    void setLooks(int place, int number) {
        int n = points.size();
        int before = looks.set(place, number);
        double change = parameters.noise() / number - parameters.noise() / before;
        values[place] += change * weights[place];
        double[] column = inverse[place].clone();
        double factor = change / (1 + change * column[place]);
        for (int i = 0; i < n; i++) {
            double scaled = factor * column[i];
            double[] row = inverse[i];
            for (int j = 0; j < n; j++) {
                row[j] -= scaled * column[j];
            }
        }
    }

    /** @param means of the looks at each point, in the order of the points */
    void setValues(double[] means) {
        values = means.clone();
        weights = new double[values.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = dot(inverse[i], values);
        }
    }

    /** The expected value alone. */
    double mean(int[] choices) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * parameters.covariance(choices, points.get(i));
        }
        return sum;
    }

    Prediction predict(int[] choices) {
        int n = points.size();
        double[] with = new double[n];
        double rest = covariances(choices, with, new double[n]);
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * with[i];
        }
        return new Prediction(mean, Math.sqrt(Math.max(0, parameters.signal() - rest)));
    }

    /** What is expected of a point itself, in constant time. */
    Prediction at(int place) {
        double own = parameters.noise() / looks.get(place);
        double mean = values[place] - own * weights[place];
        return new Prediction(mean, Math.sqrt(Math.max(0, own - own * own * inverse[place][place])));
    }

    /** Covariances with all points, times the inverse, and their product, which is the variance that they explain. */
    private double covariances(int[] choices, double[] with, double[] product) {
        for (int i = 0; i < with.length; i++) {
            with[i] = parameters.covariance(choices, points.get(i));
        }
        double explained = 0;
        for (int i = 0; i < with.length; i++) {
            product[i] = dot(inverse[i], with);
            explained += product[i] * with[i];
        }
        return explained;
    }

    private static double dot(double[] row, double[] vector) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < vector.length; i += 4) {
            a += row[i] * vector[i];
            b += row[i + 1] * vector[i + 1];
            c += row[i + 2] * vector[i + 2];
            d += row[i + 3] * vector[i + 3];
        }
        for (; i < vector.length; i++) {
            a += row[i] * vector[i];
        }
        return a + b + (c + d);
    }

    /**
     * Fits the hyperparameters to the points, of which at most so many are used: the first half of them the best ones, the
     * others the last ones. Then everything is computed anew, without the rounding errors of the steps before.
     */
    void refit(int most) {
        Hyperparameters before = parameters;
        parameters = new EvidenceAscent(sample(most)).ascend(before);
        Optional<double[][]> fitted = inverted();
        if (fitted.isEmpty()) {
            parameters = before;
        }
        inverse = fitted.or(this::inverted).orElse(inverse);
        setValues(values);
    }

    /** Empty if rounding errors don't allow it. */
    private Optional<double[][]> inverted() {
        int n = points.size();
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = parameters.covariance(points.get(i), points.get(j));
            }
            matrix[i][i] += parameters.noise() / looks.get(i);
        }
        return Double.isNaN(SymmetricMatrix.invert(matrix)) ? Optional.empty() : Optional.of(matrix);
    }

    private List<EvidenceAscent.Point> sample(int most) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            places.add(i);
        }
        if (places.size() > most) {
            places.sort((a, b) -> Double.compare(values[b], values[a]));
            List<Integer> chosen = new ArrayList<>(places.subList(0, most / 2));
            List<Integer> others = new ArrayList<>(places.subList(most / 2, places.size()));
            others.sort((a, b) -> b - a);
            chosen.addAll(others.subList(0, most - most / 2));
            places = chosen;
        }
        return places.stream()
                .map(i -> new EvidenceAscent.Point(points.get(i), looks.get(i), values[i]))
                .toList();
    }
}
