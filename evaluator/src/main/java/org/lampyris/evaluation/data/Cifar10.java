package org.lampyris.evaluation.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.lampyris.input.InvalidInputException;

/**
 * The 50,000 training and 10,000 test images of CIFAR-10: from the cache, else downloaded into it. The archive and the
 * files in it are known by their SHA-256. Validation images are split off the training files by the seed.
 *
 * @param address of the archive
 * @param archive what has to come from there
 * @param files what is taken out of the archive
 */
record Cifar10(URI address, KnownFile archive, List<KnownFile> files, Downloader downloader) implements DatasetSource {
    static final String NAME = "cifar-10";
    /** The published archive as it is sent, so this hash is of the compressed bytes. */
    static final KnownFile ARCHIVE = new KnownFile(
            "cifar-10-binary", 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd");

    static final List<KnownFile> FILES = List.of(
            batch("data_batch_1.bin", "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
            batch("data_batch_2.bin", "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
            batch("data_batch_3.bin", "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
            batch("data_batch_4.bin", "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
            batch("data_batch_5.bin", "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
            batch("test_batch.bin", "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"));

    private static final String FOLDER = "cifar-10-batches-bin";

    private static KnownFile batch(String name, String sha256) {
        return new KnownFile(name, 30_730_000, sha256);
    }

    @Override
    public Dataset load(DataOptions options) {
        Path folder = options.cache().resolve(FOLDER);
        if (!isComplete(folder)) {
            Path packed = options.cache().resolve(archive.name() + ".tgz");
            // Hashed as it is: the ending .tgz is not decompressed.
            if (!archive.isContentOf(packed)) {
                downloader.fetch(address, packed, archive.bytes(), archive::isContentOf);
            }
            unpack(packed, folder);
        }
        return new CifarFolder().read(folder, options).split(NAME, options);
    }

    private boolean isComplete(Path folder) {
        return files.stream().allMatch(file -> file.isContentOf(folder.resolve(file.name())));
    }

    private void unpack(Path packed, Path folder) {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(packed), 1 << 16))) {
            Files.createDirectories(folder);
            new TarExtractor(files, folder).extract(in);
            Files.delete(packed);
        } catch (IOException e) {
            throw Unreadable.file(packed, e);
        }
        if (!isComplete(folder)) {
            throw InvalidInputException.at(
                    folder.toString(), "its files are not those of CIFAR-10", "Delete the folder and try again.");
        }
    }
}
