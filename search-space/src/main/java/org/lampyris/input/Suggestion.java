package org.lampyris.input;

import java.util.Collection;

/** Advice about a word that isn't one of the known ones. */
public final class Suggestion {
    private static final int LONGEST = 40;

    private Suggestion() {}

    /** The nearest known word, if any is near (at most a third of its letters differ), and all of them. */
    public static String among(Collection<String> known, String word) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = word.length() > LONGEST ? LONGEST : distance(word, candidate);
            if (distance < least && 3 * distance <= Math.max(3, candidate.length())) {
                nearest = candidate;
                least = distance;
            }
        }
        String all = "Known here: " + String.join(", ", known) + ".";
        return nearest.isEmpty() ? all : "Did you mean '" + nearest + "'? " + all;
    }

    /** Letters inserted, removed, replaced, or swapped with the next (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
