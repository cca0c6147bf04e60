package org.lampyris.experiments.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalInt;
import org.lampyris.experiments.SystemTime;

/** What a command line came to, run in this process. */
record CommandRun(int code, String out, String err) {

    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console =
                new Console(new PrintWriter(out), new PrintWriter(err), OptionalInt.empty(), SystemTime.clock());
        int code = Main.run(console, arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
