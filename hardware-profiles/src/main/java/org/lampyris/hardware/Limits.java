package org.lampyris.hardware;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a network may take on the device at most; empty where the device itself sets no limit.
 *
 * @param latencyMs milliseconds an inference
 * @param energyMicrojoules microjoules an inference
 * @param flashBytes bytes for weights
 * @param ramBytes bytes for activations
 */
public record Limits(
        OptionalDouble latencyMs, OptionalDouble energyMicrojoules, OptionalLong flashBytes, OptionalLong ramBytes) {}
