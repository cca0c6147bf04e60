package org.lampyris.experiments;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Of what Hazelcast says lets only its warnings into a log, and who came to the port and wasn't let in: its cluster's
 * name, which lets people in, is in none of them.
 */
final class ClusterLogFilter implements Filter {
    private static final Pattern NOT_LET_IN =
            Pattern.compile("Connection\\[.*->/?([^,]+),.*connectionType=NONE.*closed\\. Reason: (.*)", Pattern.DOTALL);

    @Override
    public boolean isLoggable(LogRecord line) {
        String logger = String.valueOf(line.getLoggerName());
        if (!logger.startsWith("com.hazelcast") || line.getLevel().intValue() >= Level.WARNING.intValue()) {
            return true;
        }
        Matcher rejected = NOT_LET_IN.matcher(String.valueOf(line.getMessage()));
        if (!rejected.matches()) {
            return false;
        }
        line.setLoggerName(ClusterLogFilter.class.getName()); // Handlers ask more than once.
        line.setMessage("a connection from " + rejected.group(1) + " ended before it was let in: " + rejected.group(2));
        return true;
    }
}
