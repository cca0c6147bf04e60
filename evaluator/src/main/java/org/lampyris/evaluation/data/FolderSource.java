package org.lampyris.evaluation.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lampyris.input.InvalidInputException;

/** A folder of the user's, in whichever of the known formats it is. */
record FolderSource(Path folder) implements DatasetSource {
    private static final List<FolderFormat> FORMATS = List.of(new IdxFolder(), new CifarFolder(), new ImageFolder());

    @Override
    public Dataset load(DataOptions options) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    folder + " is not a folder. Data is a folder of images or IDX files, or a data set's name.");
        }
        Path last = folder.toAbsolutePath().normalize().getFileName();
        String name = last == null ? folder.toString() : last.toString();
        return FORMATS.stream()
                .filter(format -> format.recognises(folder))
                .findFirst()
                .orElseThrow(() -> InvalidInputException.at(
                        folder.toString(),
                        "it has no sub-folders of images and no IDX files",
                        "Put PNG or JPEG images into one sub-folder per class."))
                .read(folder, options)
                .split(name, options);
    }
}
