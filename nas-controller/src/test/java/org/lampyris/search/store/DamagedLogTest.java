package org.lampyris.search.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.input.InvalidInputException;

/** Damaged copies of a run folder either open with their whole history or are refused and left as they are. */
class DamagedLogTest {
    private static final int TRIALS = 24;
    private static final int COPIES = 200;

    @TempDir
    private Path folder;

    @Test
    void noDamagedLogOpensWithLess() throws IOException {
        List<Path> sources = sources();
        int opened = 0;
        int refused = 0;
        for (int seed = 0; seed < COPIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path copy = folder.resolve("damaged" + seed);
            copy(sources.get(random.nextInt(sources.size())), copy);
            String what = "seed " + seed + ", " + damage(copy, sources, random);
            Map<String, ByteBuffer> before = content(copy);
            try (SqliteTrialStore store = SqliteTrialStore.open(copy, Trials.IDENTITY)) {
                assertEquals(Trials.upTo(TRIALS), store.trials(), what);
                store.append(Trials.trial(TRIALS + 1));
                opened++;
            } catch (InvalidInputException e) {
                assertEquals(before, content(copy), what);
                assertTrue(String.valueOf(e.getMessage()).contains("damaged"), () -> what + ": " + e.getMessage());
                refused++;
                continue;
            }
            try (SqliteTrialStore store = SqliteTrialStore.open(copy, Trials.IDENTITY)) {
                assertEquals(Trials.upTo(TRIALS + 1), store.trials(), what);
            }
        }
        assertEquals(COPIES, opened + refused);
        assertTrue(opened >= 5 && refused >= 100, opened + " opened, " + refused + " refused");
    }

    /** Cleanly closed; as a killed process leaves it, all in the WAL; killed after a clean close, part in the WAL. */
    private List<Path> sources() throws IOException {
        Path live = Files.createDirectory(folder.resolve("live"));
        Path half = folder.resolve("half");
        Path killed = folder.resolve("killed");
        Path killedLater = folder.resolve("killedLater");
        try (SqliteTrialStore store = SqliteTrialStore.create(live, Trials.IDENTITY)) {
            Trials.upTo(TRIALS / 2).forEach(store::append);
        }
        copy(live, half);
        try (SqliteTrialStore store = SqliteTrialStore.open(live, Trials.IDENTITY)) {
            for (int number = TRIALS / 2 + 1; number <= TRIALS; number++) {
                store.append(Trials.trial(number));
            }
            copy(live, killedLater);
        }
        Path whole = Files.createDirectory(folder.resolve("whole"));
        try (SqliteTrialStore store = SqliteTrialStore.create(whole, Trials.IDENTITY)) {
            Trials.upTo(TRIALS).forEach(store::append);
            copy(whole, killed);
        }
        assertTrue(Files.size(killed.resolve("run.db-wal")) > 4096);
        assertTrue(Files.size(killedLater.resolve("run.db-wal")) > 4096);
        return List.of(live, killed, killedLater, whole);
    }

    private String damage(Path copy, List<Path> sources, SplittableRandom random) throws IOException {
        List<Path> files = files(copy);
        Path file = files.get(random.nextInt(files.size()));
        Path wal = copy.resolve("run.db-wal");
        byte[] bytes = Files.readAllBytes(file);
        int kind = random.nextInt(8);
        switch (kind) {
            case 0 -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
            case 1 -> {
                Path cut = Files.exists(wal) ? wal : file;
                byte[] whole = Files.readAllBytes(cut);
                Files.write(cut, Arrays.copyOf(whole, random.nextInt(whole.length + 1)));
            }
            case 2, 3 -> {
                for (int flips = 1 + (kind == 3 ? random.nextInt(40) : 0); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(file, bytes);
            }
            case 4 -> Files.delete(file);
            case 5 -> {
                int from = random.nextInt(bytes.length);
                Arrays.fill(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(5000)), (byte) 0);
                Files.write(file, bytes);
            }
            case 6 -> {
                Path old = folder.resolve("half").resolve(file.getFileName());
                Files.write(file, Files.exists(old) ? Files.readAllBytes(old) : new byte[0]);
            }
            default -> {
                Path other = sources.get(random.nextInt(sources.size())).resolve(file.getFileName());
                byte[] theirs = Files.exists(other) ? Files.readAllBytes(other) : bytes;
                int length = Math.min(bytes.length, theirs.length);
                int from = random.nextInt(length);
                System.arraycopy(theirs, from, bytes, from, random.nextInt(length - from));
                Files.write(file, bytes);
            }
        }
        return "kind " + kind + " of " + copy.relativize(file);
    }

    private static List<Path> files(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.sorted().toList();
        }
    }

    private static Map<String, ByteBuffer> content(Path run) throws IOException {
        Map<String, ByteBuffer> content = new TreeMap<>();
        for (Path file : files(run)) {
            content.put(file.getFileName().toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
        }
        return content;
    }

    /** What another process would find: the shared-memory file is no part of the content. */
    private static void copy(Path run, Path to) throws IOException {
        Files.createDirectory(to);
        for (Path file : files(run)) {
            if (!file.toString().endsWith("-shm")) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
