package org.lampyris.hardware;

import org.lampyris.hardware.latency.Precision;

/**
 * What was measured.
 *
 * @param name e.g. {@code Raspberry Pi 4}
 * @param precision the number format that networks run in there
 */
public record Device(String name, String description, Precision precision, Origin origin) {}
