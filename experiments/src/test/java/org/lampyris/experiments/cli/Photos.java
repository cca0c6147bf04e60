package org.lampyris.experiments.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A folder of small grey images, each class with a bright dot elsewhere. */
final class Photos {
    private Photos() {}

    static Path in(Path folder, int classes, int images) throws IOException {
        for (int c = 0; c < classes; c++) {
            Path kind = Files.createDirectories(folder.resolve("class" + c));
            for (int i = 0; i < images; i++) {
                write(kind.resolve(i + ".png"), c, i);
            }
        }
        return folder;
    }

    static void write(Path file, int x, int y) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(x, y, 0, 200);
        ImageIO.write(image, "png", file.toFile());
    }
}
