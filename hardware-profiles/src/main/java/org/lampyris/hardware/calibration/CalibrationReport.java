package org.lampyris.hardware.calibration;

/**
 * How well a calibrated model predicts an entry that it was not fitted to (leave one out), in percent of the entry.
 *
 * @param entries the entries it was fitted to
 * @param meanPercent the mean absolute error
 * @param medianPercent the median absolute error
 * @param worstPercent the largest absolute error
 * @param worstEntry of which entry
 */
public record CalibrationReport(
        int entries, double meanPercent, double medianPercent, double worstPercent, String worstEntry) {}
