package org.lampyris.hardware;

/**
 * Where a profile's figures come from.
 *
 * @param date of the measurements, as the source tells it
 */
public record Origin(String measuredBy, String method, String date, String source, String licence) {}
