package org.lampyris.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ClusterLogFilterTest {
    private static LogRecord line(String logger, Level level, String message) {
        LogRecord line = new LogRecord(level, message);
        line.setLoggerName(logger);
        return line;
    }

    @Test
    void letsWarningsAndOwnWordsThroughAndNamesWhoWasNotLetIn() {
        ClusterLogFilter filter = new ClusterLogFilter();
        assertTrue(filter.isLoggable(line("org.lampyris.X", Level.INFO, "hello")));
        assertTrue(filter.isLoggable(line("com.hazelcast.x", Level.WARNING, "careful")));
        assertFalse(filter.isLoggable(line("com.hazelcast.system", Level.INFO, "Cluster name: abc")));
        LogRecord rejected = line(
                "com.hazelcast.internal.server.tcp.TcpServerConnection",
                Level.INFO,
                "Connection[id=2, /127.0.0.1:5799->/127.0.0.1:38751, qualifier=null, endpoint=null, remoteUuid=null,"
                        + " alive=false, connectionType=NONE, planeIndex=-1] closed. Reason: Connection closed by the"
                        + " other side");
        assertTrue(filter.isLoggable(rejected));
        assertTrue(filter.isLoggable(rejected), "handlers ask twice");
        assertEquals(
                "a connection from 127.0.0.1:38751 ended before it was let in: Connection closed by the other side",
                rejected.getMessage());
    }
}
