package org.lampyris.hardware.calibration.networks;

/**
 * What networks take with a block at a place, over the mean of all.
 *
 * @param place from 1
 * @param ms the difference in milliseconds
 */
public record BlockCost(int place, String block, double ms) {}
