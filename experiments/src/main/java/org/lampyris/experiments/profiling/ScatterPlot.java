package org.lampyris.experiments.profiling;

import java.util.List;
import java.util.Locale;

/** Predicted over measured latencies as an SVG, both axes logarithmic, with the line where they agree and +-10 %. */
public final class ScatterPlot {
    private static final int SIDE = 480;
    private static final int MARGIN = 60;

    private final double low;
    private final double high;
    private final StringBuilder svg = new StringBuilder();

    private ScatterPlot(double low, double high) {
        this.low = Math.log10(low);
        this.high = Math.log10(high);
    }

    /** @param title is put over it */
    public static String svg(String title, List<ProfileCheck.Compared> networks) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (ProfileCheck.Compared n : networks) {
            least = Math.min(least, Math.min(n.measuredMs(), n.cost().latencyMs()));
            most = Math.max(most, Math.max(n.measuredMs(), n.cost().latencyMs()));
        }
        ScatterPlot plot = new ScatterPlot(least / 1.2, most * 1.2);
        plot.draw(title, networks);
        return plot.svg.toString();
    }

    private void draw(String title, List<ProfileCheck.Compared> networks) {
        int size = SIDE + 2 * MARGIN;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n",
                size, size);
        add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", size, size);
        add("<text x=\"%d\" y=\"30\" font-size=\"16\">%s</text>%n", MARGIN, escaped(title));
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"black\"/>%n",
                MARGIN, MARGIN, SIDE, SIDE);
        ticks();
        line(1, "black");
        line(1.1, "#bbbbbb");
        line(1 / 1.1, "#bbbbbb");
        for (ProfileCheck.Compared n : networks) {
            add(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"#1f6fb2\" fill-opacity=\"0.7\"><title>%s</title></circle>%n",
                    x(n.measuredMs()), y(n.cost().latencyMs()), escaped(n.name()));
        }
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">measured, ms</text>%n", size / 2, size - 15);
        add(
                "<text x=\"18\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 18 %d)\">predicted, ms</text>%n",
                size / 2, size / 2);
        svg.append("</svg>\n");
    }

    private void ticks() {
        for (int power = (int) Math.floor(low) - 1; power <= high; power++) {
            for (int digit : new int[] {1, 2, 5}) {
                double value = digit * Math.pow(10, power);
                double place = Math.log10(value);
                if (place >= low && place <= high) {
                    String word = String.format(Locale.ROOT, value < 0.1 ? "%.2f" : "%.3g", value);
                    add(
                            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                            x(value), MARGIN + SIDE + 18, word);
                    add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n", MARGIN - 6, y(value) + 4, word);
                }
            }
        }
    }

    /** Where predictions are so many times the measured latency. */
    private void line(double factor, String colour) {
        double from = Math.max(low, low - Math.log10(factor));
        double to = Math.min(high, high - Math.log10(factor));
        double first = Math.pow(10, from);
        double last = Math.pow(10, to);
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x(first), y(first * factor), x(last), y(last * factor), colour);
    }

    private double x(double ms) {
        return MARGIN + SIDE * (Math.log10(ms) - low) / (high - low);
    }

    private double y(double ms) {
        return MARGIN + SIDE * (high - Math.log10(ms)) / (high - low);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
