package org.lampyris.evaluation.execution.hazelcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lampyris.evaluation.execution.dispatch.Ticket;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.input.Sha256;

/** Weights files on their way in, part after part; a file is in its place only in full and with the right checksum. */
final class WeightsInbox {
    /** The largest file that is taken, in bytes. */
    private static final long LARGEST = 1L << 30;

    private final Map<Ticket, Path> parts = new HashMap<>();

    /**
     * Takes a part.
     *
     * @param target where the file will be
     * @param offset where the part belongs
     * @return how many bytes are here now; the sender goes on from there
     * @throws UncheckedIOException if it can't be written
     */
    synchronized long add(Ticket ticket, Path target, long offset, ByteBuffer bytes) {
        Path part = parts.computeIfAbsent(ticket, t -> temporary(target, t));
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            if (offset == channel.size() && offset + bytes.remaining() <= LARGEST) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            return channel.size();
        } catch (IOException e) {
            throw new UncheckedIOException("can't take the weights of trial " + ticket.trial(), e);
        }
    }

    /**
     * Puts the file into its place, durably, if it is complete.
     *
     * @param sha256 of the whole file
     * @return whether it is there
     */
    synchronized boolean settle(Ticket ticket, Path target, String sha256) {
        try {
            Path part = parts.get(ticket);
            if (part == null) {
                return Files.exists(target)
                        && Sha256.hex(Files.readAllBytes(target)).equals(sha256);
            }
            parts.remove(ticket);
            if (!Files.exists(part) || !Sha256.hex(Files.readAllBytes(part)).equals(sha256)) {
                Files.deleteIfExists(part);
                return false;
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            DurableFile.forceFolder(
                    Objects.requireNonNull(target.toAbsolutePath().getParent()));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("can't keep the weights of trial " + ticket.trial(), e);
        }
    }

    /** Forgets what was begun of a trial, in this attempt and those before: nobody will go on with it. */
    synchronized void drop(Ticket ticket) {
        List<Ticket> begun = parts.keySet().stream()
                .filter(t -> t.trial() == ticket.trial() && t.attempt() <= ticket.attempt())
                .toList();
        for (Ticket attempt : begun) {
            try {
                Files.deleteIfExists(Objects.requireNonNull(parts.remove(attempt)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Named as {@link DurableFile} names what it writes, so that the same broom sweeps both. */
    private static Path temporary(Path target, Ticket ticket) {
        return target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + "-" + ticket.attempt() + ".tmp");
    }
}
