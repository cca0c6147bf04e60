package org.lampyris.search.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.lampyris.input.InvalidInputException;

/**
 * Keeps other processes off a run folder. The operating system gives the lock back when the process ends, however it
 * ends; the file stays, which means nothing.
 */
public final class RunLock implements AutoCloseable {
    private static final String FILE = "lock";
    /** Behind the content, so that others can read who holds it even where locks are mandatory. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /** The folders that this process holds: closing any channel of a file drops the process's locks on POSIX systems. */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path folder;
    private final FileChannel channel;

    private RunLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * @param folder the run folder, which exists
     * @throws InvalidInputException if another process, or another part of this one, holds it
     */
    public static RunLock acquire(Path folder) {
        try {
            Path real = folder.toRealPath();
            synchronized (HELD) {
                if (HELD.contains(real)) {
                    throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
                }
                FileChannel channel = locked(folder);
                HELD.add(real);
                return new RunLock(real, channel);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't lock the run folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static FileChannel locked(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw inUse(folder, holder(channel));
            }
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static InvalidInputException inUse(Path folder, String process) {
        return InvalidInputException.at(
                folder.toString(), "the run is in use by process " + process, "Wait for it to end, or stop it.");
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(20);
        channel.read(content, 0);
        String pid = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII);
        return pid.matches("[0-9]+") ? pid : "(unknown)";
    }

    @Override
    public void close() {
        try {
            synchronized (HELD) {
                if (HELD.remove(folder)) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
