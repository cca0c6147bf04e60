package org.lampyris.experiments.config;

import java.util.OptionalInt;

/**
 * Which images.
 *
 * @param source the name of a known data set, or a folder
 * @param imageSize the side that the images of a folder are resized to, in pixels
 */
public record DataSettings(String source, OptionalInt imageSize) {

    public static DataSettings of(String source) {
        return new DataSettings(source, OptionalInt.empty());
    }

    public DataSettings withSource(String other) {
        return new DataSettings(other, imageSize);
    }
}
