package org.lampyris.experiments.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.lampyris.experiments.RunLog;
import org.lampyris.experiments.SystemTime;
import picocli.CommandLine;

/** The program: parses the command line, runs a command, and turns what goes wrong into one line and an exit code. */
public final class Main {
    private static final int USUAL_COLUMNS = 80;

    private Main() {}

    public static void main(String[] arguments) {
        Charset charset = "UTF-8".equalsIgnoreCase(System.getProperty("native.encoding"))
                ? StandardCharsets.UTF_8
                : StandardCharsets.US_ASCII;
        Console console = new Console(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                columns(),
                SystemTime.clock());
        System.exit(run(console, arguments));
    }

    /** The width of the terminal; the launcher knows it. */
    private static OptionalInt columns() {
        if (!Boolean.getBoolean("lampyris.terminal")) {
            return OptionalInt.empty();
        }
        int told = Integer.getInteger("lampyris.columns", 0);
        return OptionalInt.of(told > 0 ? told : USUAL_COLUMNS);
    }

    /** Runs one command line; never throws. */
    static int run(Console console, String... arguments) {
        RunLog.silence();
        int code;
        try {
            code = commandLine(console).execute(arguments);
        } catch (Throwable problem) { // The parser hands on exceptions only.
            code = Errors.report(problem, console, arguments.length == 0 ? "" : arguments[0]);
        } finally {
            RunLog.silence();
        }
        console.out().flush();
        console.err().flush();
        return code;
    }

    static CommandLine commandLine(Console console) {
        CommandLine profile = new CommandLine(new ProfileCommand())
                .addSubcommand(new ProfileCommand.ListProfiles(console))
                .addSubcommand(new ProfileCommand.Show(console))
                .addSubcommand(new ProfileCheckCommand(console))
                .addSubcommand(new ProfileMeasureCommand(console))
                .addSubcommand(new ProfileImportCommand(console))
                .addSubcommand(new ProfileFitCommand(console))
                .addSubcommand(new ProfileEstimateCommand(console));
        CommandLine space = new CommandLine(new SpaceCommand()).addSubcommand(new SpaceCommand.Show(console));
        CommandLine bench = new CommandLine(new BenchCommand())
                .addSubcommand(new BenchCommand.Training(console))
                .addSubcommand(new BenchMemoryCommand(console))
                .addSubcommand(new BenchProxiesCommand(console))
                .addSubcommand(new BenchScalingCommand(console))
                .addSubcommand(new BenchTeacherCommand(console))
                .addSubcommand(new BenchWeightsCommand(console));
        CommandLine root = new CommandLine(new LampyrisCommand());
        root.getCommandSpec().usageMessage().footer("", "A first search:  ./lampyris search --profile raspberry-pi-4");
        return root.addSubcommand(new SearchCommand(console))
                .addSubcommand(new ResumeCommand(console))
                .addSubcommand(new WorkerCommand(console))
                .addSubcommand(new ClusterCommand(console))
                .addSubcommand(new ShowCommand(console))
                .addSubcommand(new ExportCommand(console))
                .addSubcommand(new CompressCommand(console))
                .addSubcommand(new TrainCommand(console))
                .addSubcommand(new PackCommand(console))
                .addSubcommand(new UnpackCommand(console))
                .addSubcommand(new CompareCommand(console))
                .addSubcommand("profile", profile)
                .addSubcommand("space", space)
                .addSubcommand(new InitCommand(console))
                .addSubcommand("bench", bench)
                .addSubcommand(new BenchmarkCommand(console))
                .setOut(console.out())
                .setErr(console.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Errors::wrongUse)
                .setExecutionExceptionHandler(
                        (problem, command, parsed) -> Errors.report(problem, console, command.getCommandName()));
    }
}
