package org.lampyris.evaluation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;
import org.lampyris.space.graph.TensorShape;

class PublishedDataTest {
    private static final Path DEBIAN = MiniFashionMnistMaker.FOLDER;
    private static final Downloader DOWNLOADER = new Downloader(Duration.ofMinutes(1));
    private static final int[] LABELS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0};

    @TempDir
    private Path temp;

    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, byte[]> served = new TreeMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] body = served.getOrDefault(exchange.getRequestURI().getPath(), new byte[0]);
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, Math.max(1, body.length));
            exchange.getResponseBody().write(body.length == 0 ? new byte[1] : body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fashionMnistOfTheSystemNeedsNoDownload() {
        assumeTrue(Files.isDirectory(DEBIAN), "skipped: " + DEBIAN + " is not there");
        Dataset data = fashion(List.of(temp.resolve("absent"), DEBIAN)).load(options());
        assertEquals(54_000, data.train().size());
        assertEquals(6_000, data.validation().size());
        assertEquals(10_000, data.test().size());
        assertEquals("Ankle boot", data.classNames().get(data.test().label(0)));
        assertEquals(0, requests.get());
        // The published figures of the training images: mean 0.2860, deviation 0.3530.
        assertEquals(0.2860, data.normalization().mean().get(0), 1e-3);
        assertEquals(0.3530, data.normalization().deviation().get(0), 1e-3);
    }

    @Test
    void fashionMnistIsDownloadedOnceAndMendedIfDamaged() throws IOException {
        assumeTrue(Files.isDirectory(DEBIAN), "skipped: " + DEBIAN + " is not there");
        for (Path file : FolderListing.of(DEBIAN)) {
            served.put("/" + file.getFileName(), Files.readAllBytes(file));
        }
        String hash = fashion(List.of()).load(options()).sha256();
        assertEquals(4, requests.get());
        assertEquals(hash, fashion(List.of()).load(options()).sha256());
        assertEquals(4, requests.get());
        Path labels = temp.resolve("cache/fashion-mnist/t10k-labels-idx1-ubyte.gz");
        Files.write(labels, Arrays.copyOf(Files.readAllBytes(labels), 2000));
        assertEquals(hash, fashion(List.of()).load(options()).sha256());
        assertEquals(5, requests.get());
    }

    @Test
    void fashionMnistThatCanNotBeHad() {
        String message = message(fashion(List.of()));
        assertTrue(message.contains("train-images-idx3-ubyte.gz failed: the server answered 404"), message);
        assertTrue(message.contains("--data fashion-mnist-mini"), message);
    }

    @Test
    void cifarIsUnpackedOnce() throws IOException {
        Cifar10 source = cifar(archive(""));
        Dataset data = source.load(options());
        assertEquals(new TensorShape(3, 32, 32), data.shape());
        assertEquals(
                60, data.train().size() + data.validation().size() + data.test().size());
        assertEquals(data.sha256(), source.load(options()).sha256());
        assertEquals(1, requests.get());
        assertEquals(
                List.of("data_batch_1.bin", "data_batch_2.bin", "test_batch.bin"),
                FolderListing.of(temp.resolve("cache/cifar-10-batches-bin")).stream()
                        .map(FolderListing::nameOf)
                        .toList());
        assertEquals(1, FolderListing.of(temp.resolve("cache")).size());
    }

    @Test
    void anArchiveWritesNowhereElse() throws IOException {
        cifar(archive("../../../")).load(options());
        assertTrue(Files.exists(temp.resolve("cache/cifar-10-batches-bin/test_batch.bin")));
        assertFalse(Files.exists(temp.resolve("evil.txt")));
        assertEquals(1, FolderListing.of(temp).size());
    }

    @Test
    void aChangedArchiveIsRefused() throws IOException {
        Cifar10 source = cifar(archive(""));
        served.computeIfPresent("/cifar.tar.gz", (path, body) -> {
            body[body.length / 2] ^= 1;
            return body;
        });
        assertTrue(message(source).contains("SHA-256"));
        assertFalse(Files.exists(temp.resolve("cache/cifar-10-batches-bin")));
    }

    @Test
    void anArchiveThatEndsEarlyIsRefused() throws IOException {
        byte[] tar = archive("");
        String message = message(cifar(Arrays.copyOf(tar, tar.length - 4000)));
        assertTrue(message.contains("cut off"), message);
    }

    private String message(DatasetSource source) {
        return String.valueOf(assertThrows(InvalidInputException.class, () -> source.load(options()))
                .getMessage());
    }

    private DataOptions options() {
        return DataOptions.withSeed(1).withCache(temp.resolve("cache"));
    }

    private DatasetSource fashion(List<Path> folders) {
        return new WholeFashionMnist(folders, address("/"), DOWNLOADER);
    }

    private Cifar10 cifar(byte[] tar) {
        byte[] packed = SyntheticData.gzip(tar);
        served.put("/cifar.tar.gz", packed);
        byte[] batch = SyntheticData.cifar(LABELS);
        List<KnownFile> files = List.of(
                new KnownFile("data_batch_1.bin", batch.length, Sha256.hex(batch)),
                new KnownFile("data_batch_2.bin", batch.length, Sha256.hex(batch)),
                new KnownFile("test_batch.bin", batch.length, Sha256.hex(batch)));
        KnownFile archive = new KnownFile("cifar-10-binary", packed.length, Sha256.hex(packed));
        return new Cifar10(address("/cifar.tar.gz"), archive, files, DOWNLOADER);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static byte[] archive(String prefix) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entry(tar, prefix + "cifar-10-batches-bin/", '5', new byte[0]);
        entry(tar, prefix + "evil.txt", '0', new byte[700]);
        entry(tar, prefix + "cifar-10-batches-bin/data_batch_1.bin", '0', SyntheticData.cifar(LABELS));
        entry(tar, prefix + "cifar-10-batches-bin/data_batch_2.bin", '0', SyntheticData.cifar(LABELS));
        entry(tar, prefix + "cifar-10-batches-bin/test_batch.bin", '0', SyntheticData.cifar(LABELS));
        tar.write(new byte[1024]);
        return tar.toByteArray();
    }

    private static void entry(ByteArrayOutputStream tar, String name, char type, byte[] content) throws IOException {
        byte[] header = new byte[512];
        byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(nameBytes, 0, header, 0, nameBytes.length);
        byte[] size = String.format("%011o", content.length).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, header, 124, size.length);
        header[156] = (byte) type;
        tar.write(header);
        tar.write(content);
        tar.write(new byte[(512 - content.length % 512) % 512]);
    }
}
