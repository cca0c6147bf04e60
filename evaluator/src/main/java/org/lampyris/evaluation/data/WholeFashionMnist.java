package org.lampyris.evaluation.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The 60,000 training and 10,000 test images of Fashion-MNIST: from the folders where systems keep data (Debian's package
 * {@code dataset-fashion-mnist} puts them there), else from the cache, else downloaded into it. Whatever their way, the
 * files are known by their SHA-256. Validation images are split off the training file by the seed.
 */
record WholeFashionMnist(List<Path> systemFolders, URI address, Downloader downloader) implements DatasetSource {
    static final String NAME = "fashion-mnist";
    private static final List<KnownFile> FILES = List.of(
            new KnownFile(
                    "train-images-idx3-ubyte",
                    47_040_016,
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            new KnownFile(
                    "train-labels-idx1-ubyte",
                    60_008,
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            new KnownFile(
                    "t10k-images-idx3-ubyte",
                    7_840_016,
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            new KnownFile(
                    "t10k-labels-idx1-ubyte",
                    10_008,
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));

    @Override
    public Dataset load(DataOptions options) {
        Path cache = options.cache().resolve(NAME);
        List<Path> files = Stream.concat(systemFolders.stream(), Stream.of(cache))
                .map(WholeFashionMnist::complete)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> download(cache));
        Function<Integer, ImageSet> read =
                i -> Conversion.of(IdxReader.read(files.get(i), files.get(i + 1)), options, NAME);
        return new LabelledImages(
                        NAME, FashionMnist.CLASS_NAMES, read.apply(0), Optional.empty(), Optional.of(read.apply(2)))
                .split(NAME, options);
    }

    /** The four files, if all are in the folder with the known content. */
    private static Optional<List<Path>> complete(Path folder) {
        List<Path> found = new ArrayList<>();
        for (KnownFile file : FILES) {
            Optional<Path> path = IdxFolder.find(folder, file.name()).filter(file::isContentOf);
            if (path.isEmpty()) {
                return Optional.empty();
            }
            found.add(path.get());
        }
        return Optional.of(found);
    }

    private List<Path> download(Path folder) {
        List<Path> files = new ArrayList<>();
        for (KnownFile file : FILES) {
            Path path = folder.resolve(file.name() + ".gz");
            if (!file.isContentOf(path)) {
                downloader.fetch(address.resolve(file.name() + ".gz"), path, file.bytes() + 1024, file::isContentOf);
            }
            files.add(path);
        }
        return files;
    }
}
