package org.lampyris.evaluation.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;

class DownloaderTest {
    private static final byte[] CONTENT =
            "sixty bytes or so, which stand for many millions of them".getBytes(StandardCharsets.US_ASCII);
    private static final KnownFile KNOWN = new KnownFile("data", CONTENT.length, Sha256.hex(CONTENT));

    @TempDir
    private Path temp;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch stop = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void close() {
        stop.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aWholeFileArrivesUnderItsName() throws IOException {
        serve("/data", 200, CONTENT);
        fetch("/data", KNOWN, 1000);
        assertArrayEquals(CONTENT, Files.readAllBytes(temp.resolve("cache/data")));
        assertEquals(List.of("data"), cached());
    }

    @Test
    void theHashIsOfTheDecompressedContent() throws IOException {
        serve("/data.gz", 200, SyntheticData.gzip(CONTENT));
        fetch("/data.gz", KNOWN, 1000);
        assertEquals(List.of("data.gz"), cached());
    }

    @Test
    void anOldFileWithOtherContentIsReplaced() throws IOException {
        SyntheticData.write(temp.resolve("cache/data"), new byte[3]);
        serve("/data", 200, CONTENT);
        fetch("/data", KNOWN, 1000);
        assertArrayEquals(CONTENT, Files.readAllBytes(temp.resolve("cache/data")));
    }

    @Test
    void otherContentIsNotKept() throws IOException {
        byte[] other = CONTENT.clone();
        other[7] ^= 1;
        serve("/data", 200, other);
        assertFails("/data", 1000, "SHA-256");
    }

    @Test
    void contentThatGoesOnIsNotKept() throws IOException {
        serve("/data.gz", 200, SyntheticData.gzip(new byte[10_000_000]));
        assertFails("/data.gz", 100_000, "SHA-256");
    }

    @Test
    void aCutBodyIsNotKept() throws IOException {
        server.createContext("/data", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 10);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        assertFails("/data", 1000, "/data failed");
    }

    @Test
    void aCutGzipIsNotKept() throws IOException {
        byte[] packed = SyntheticData.gzip(CONTENT);
        serve("/data.gz", 200, Arrays.copyOf(packed, packed.length - 9));
        assertFails("/data.gz", 1000, "SHA-256");
    }

    @Test
    void anErrorPageIsNotKept() throws IOException {
        serve("/data", 404, CONTENT);
        assertFails("/data", 1000, "answered 404");
    }

    @Test
    void aBodyLongerThanAllowedIsBrokenOff() throws IOException {
        serve("/data", 200, new byte[1 << 20]);
        assertFails("/data", 1000, "more than 1000 bytes");
    }

    @Test
    void aServerThatFallsSilentIsLeft() throws IOException {
        server.createContext("/data", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 10);
            exchange.getResponseBody().flush();
            try {
                stop.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        String message = failure("/data", Duration.ofSeconds(1), 1000);
        assertTrue(message.contains("longer than 1 s"), message);
        assertEquals(List.of(), cached());
    }

    @Test
    void noServer() throws IOException {
        server.stop(0);
        assertFails("/data", 1000, "fetch it by hand");
    }

    private void assertFails(String path, long most, String words) throws IOException {
        String message = failure(path, Duration.ofMinutes(1), most);
        assertTrue(message.contains(words), message);
        assertTrue(message.contains(address(path).toString()), message);
        assertEquals(List.of(), cached());
    }

    private String failure(String path, Duration limit, long most) {
        Path to = temp.resolve("cache" + path);
        return String.valueOf(assertThrows(
                        InvalidInputException.class,
                        () -> new Downloader(limit).fetch(address(path), to, most, KNOWN::isContentOf))
                .getMessage());
    }

    private void fetch(String path, KnownFile known, long most) {
        new Downloader(Duration.ofMinutes(1))
                .fetch(address(path), temp.resolve("cache" + path), most, known::isContentOf);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void serve(String path, int status, byte[] body) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private List<String> cached() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("cache"))) {
            return files.map(FolderListing::nameOf).sorted().toList();
        }
    }
}
