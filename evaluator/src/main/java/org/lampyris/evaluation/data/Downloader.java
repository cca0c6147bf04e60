package org.lampyris.evaluation.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.lampyris.input.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches files over HTTP into a folder. A file appears there under its name only when it is whole and was found to be
 * the right one; what goes wrong leaves nothing behind.
 *
 * @param timeLimit for one file, from the request to its last byte
 */
record Downloader(Duration timeLimit) {
    private static final Logger LOG = LoggerFactory.getLogger(Downloader.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);

    /**
     * @param from an http or https address; redirects are followed, but not from https to http
     * @param to in a folder that is made if it isn't there
     * @param mostBytes that the file may have as it is sent
     * @param isRight whether a downloaded file has the right content
     * @throws InvalidInputException if the file can't be had, or isn't right
     */
    void fetch(URI from, Path to, long mostBytes, Predicate<Path> isRight) {
        LOG.info("Downloading {} (at most {} MB)", from, (mostBytes >> 20) + 1);
        try {
            Path folder = to.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            // Keeps the ending: it says whether the content is compressed.
            Path partial = Files.createTempFile(folder, ".partial-", "-" + to.getFileName());
            try {
                receive(from, partial, mostBytes);
                if (!isRight.test(partial)) {
                    throw new IOException("its content is not the published one (SHA-256)");
                }
                Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (HttpTimeoutException e) {
            Duration limit = e instanceof HttpConnectTimeoutException ? connectLimit() : timeLimit;
            throw failed(from, to, "it took longer than " + limit.toSeconds() + " s", e);
        } catch (IOException e) {
            throw failed(from, to, String.valueOf(e.getMessage() == null ? e : e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(from, to, "it was interrupted", e);
        }
    }

    private void receive(URI from, Path partial, long mostBytes) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(connectLimit())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(from).timeout(timeLimit).build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body();
                OutputStream out = Files.newOutputStream(partial)) {
            if (response.statusCode() != 200) {
                throw new IOException("the server answered " + response.statusCode());
            }
            Executor later = CompletableFuture.delayedExecutor(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
            AtomicBoolean late = new AtomicBoolean();
            CompletableFuture<Void> watch = CompletableFuture.runAsync(() -> abandon(body, late), later);
            try {
                copy(body, out, mostBytes);
            } catch (IOException e) {
                if (!late.get()) {
                    throw e;
                }
                LOG.debug("a download that took too long was closed", e);
            } finally {
                watch.cancel(false);
            }
            if (late.get()) {
                throw new HttpTimeoutException("closed before its end");
            }
        }
    }

    private Duration connectLimit() {
        return timeLimit.compareTo(CONNECT_LIMIT) < 0 ? timeLimit : CONNECT_LIMIT;
    }

    private static void copy(InputStream in, OutputStream out, long mostBytes) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            total += n;
            if (total > mostBytes) {
                throw new IOException("it has more than " + mostBytes + " bytes");
            }
            out.write(buffer, 0, n);
        }
    }

    private static void abandon(InputStream body, AtomicBoolean late) {
        late.set(true);
        try {
            body.close();
        } catch (IOException e) {
            LOG.debug("closing a download that took too long", e);
        }
    }

    private static InvalidInputException failed(URI from, Path to, String why, Exception cause) {
        return new InvalidInputException(
                "Downloading " + from + " failed: " + why + ". Try again, or fetch it by hand and put it at " + to
                        + "; --data fashion-mnist-mini needs no download.",
                cause);
    }
}
