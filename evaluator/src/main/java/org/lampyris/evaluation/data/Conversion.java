package org.lampyris.evaluation.data;

import org.lampyris.space.graph.TensorShape;

/** Brings the images of ready-made sets to the size and the channels that the options ask for. */
final class Conversion {
    private Conversion() {}

    static ImageSet of(ImageSet set, DataOptions options, String where) {
        TensorShape from = set.shape();
        int channels = switch (options.color()) {
            case AUTO -> from.channels();
            case GREY -> 1;
            case RGB -> 3;
        };
        TensorShape to = new TensorShape(
                channels,
                options.imageSize().orElse(from.height()),
                options.imageSize().orElse(from.width()));
        if (to.equals(from)) {
            return set;
        }
        PixelLimit.checkMemory(where, set.size() * to.elements());
        int length = (int) to.elements();
        byte[] pixels = new byte[set.size() * length];
        for (int i = 0; i < set.size(); i++) {
            byte[] image = new byte[(int) from.elements()];
            set.copyPixels(i, image, 0);
            Picture picture = new Picture(from, image);
            picture = channels == 1 ? picture.in(ColorMode.GREY) : picture.rgb();
            if (options.imageSize().isPresent()) {
                picture = picture.resized(options.imageSize().getAsInt());
            }
            System.arraycopy(picture.pixels(), 0, pixels, i * length, length);
        }
        return new ImageSet(to, pixels, set.labels());
    }
}
