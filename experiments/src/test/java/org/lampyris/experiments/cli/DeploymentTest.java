package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.ExperimentReader;
import org.lampyris.input.YamlReader;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine.ParseResult;

/** The files in {@code deploy} are whole: commands that the program understands, limits, a window for all slots. */
class DeploymentTest {
    private static final Path FOLDER = Path.of(System.getProperty("lampyris.root", ".."), "deploy");
    private static final Pattern COMMAND = Pattern.compile("\\blampyris ((?:search|resume) .+)");
    /** What {@code Interruption} waits for, in seconds. */
    private static final int LONGEST_END = 90;

    private static List<Object> documents(String file) throws IOException {
        List<Object> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(Files.readString(FOLDER.resolve(file)))
                .forEach(documents::add);
        return documents;
    }

    /** What is under these keys and, in lists, numbers. */
    private static Object at(Object from, Object... path) {
        Object value = from;
        for (Object step : path) {
            value = step instanceof Integer index ? ((List<?>) value).get(index) : ((Map<?, ?>) value).get(step);
            Objects.requireNonNull(value, () -> step + " of " + List.of(path));
        }
        return value;
    }

    private static String text(Object from, Object... path) {
        return at(from, path).toString();
    }

    private static List<String> words(Object list) {
        return ((List<?>) list).stream().map(Object::toString).toList();
    }

    private static Object kubernetes(String kind) throws IOException {
        return documents("kubernetes.yaml").stream()
                .filter(document -> text(document, "kind").equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static ParseResult understood(List<String> words) {
        Console console = new Console(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                OptionalInt.empty(),
                SystemTime.clock());
        return assertDoesNotThrow(
                        () -> Main.commandLine(console).parseArgs(words.toArray(String[]::new)), words::toString)
                .subcommand();
    }

    /** Both commands of a coordinator: the first start and all later ones. */
    private static void startsAndResumes(String script) {
        List<String> names = new ArrayList<>();
        Matcher commands = COMMAND.matcher(script);
        while (commands.find()) {
            ParseResult command =
                    understood(List.of(commands.group(1).replace("\"", "").split(" +")));
            names.add(command.commandSpec().name());
            assertTrue(command.hasMatchedOption("--cluster"), commands.group());
        }
        assertEquals(List.of("resume", "search"), names);
        assertTrue(script.contains("if [ -e runs/search/experiment.yaml ]"), script);
        assertTrue(script.matches("(?s).*--out runs/search\\s.*"), script);
    }

    private static void enoughFor(Experiment experiment, int workers, ParseResult worker) {
        int slots = workers
                * Integer.parseInt(worker.matchedOption("--slots").getValue().toString());
        int window = experiment.search().window();
        assertTrue(window >= 2 * slots, "a window of " + window + " for " + slots + " slots");
    }

    @Test
    void composeHasCommandsAndLimits() throws IOException {
        Object compose = documents("compose.yaml").get(0);
        Object services = at(compose, "services");
        startsAndResumes(text(services, "coordinator", "command", 0));
        ParseResult worker = understood(words(at(services, "worker", "command")));
        assertEquals(
                "coordinator:5701", ((List<?>) worker.matchedOption("--join").getValue()).get(0));
        Experiment experiment = ExperimentReader.read(FOLDER.resolve("experiment.yaml"));
        enoughFor(experiment, (Integer) at(services, "worker", "deploy", "replicas"), worker);
        for (String name : List.of("coordinator", "worker")) {
            Object service = at(services, name);
            assertTrue(text(service, "deploy", "resources", "limits", "memory").matches("[0-9]+G"), name);
            assertTrue(text(service, "deploy", "resources", "limits", "cpus").matches("[0-9]+"), name);
            assertTrue(seconds(text(service, "stop_grace_period")) > LONGEST_END, name);
            String secret = text(service, "secrets", 0);
            at(compose, "secrets", secret, "file");
            assertTrue(service.toString().contains("--secret-file"), name);
            assertTrue(service.toString().contains("/run/secrets/" + secret), name);
        }
        assertTrue(!services.toString().contains("ports="), "the coordinator is for this project's containers only");
    }

    private static int seconds(String text) {
        assertTrue(text.endsWith("s"), text);
        return Integer.parseInt(text.substring(0, text.length() - 1));
    }

    @Test
    void kubernetesHasCommandsAndLimits() throws IOException {
        Object job = at(kubernetes("Job"), "spec", "template", "spec");
        Object deployment = at(kubernetes("Deployment"), "spec", "template", "spec");
        startsAndResumes(text(job, "containers", 0, "command", 2).replace("$POD_IP", "10.0.0.1"));
        ParseResult worker = understood(words(at(deployment, "containers", 0, "args")));
        Object service = kubernetes("Service");
        assertEquals(
                text(service, "metadata", "name") + ":" + at(service, "spec", "ports", 0, "port"),
                ((List<?>) worker.matchedOption("--join").getValue()).get(0));
        Experiment experiment = ExperimentReader.read(
                YamlReader.parse("experiment.yaml", text(kubernetes("ConfigMap"), "data", "experiment.yaml")));
        enoughFor(experiment, (Integer) at(kubernetes("Deployment"), "spec", "replicas"), worker);
        for (Object pod : List.of(job, deployment)) {
            Object container = at(pod, "containers", 0);
            assertTrue(text(container, "resources", "limits", "memory").matches("[0-9]+Gi"));
            assertEquals(
                    text(container, "resources", "limits", "memory"),
                    text(container, "resources", "requests", "memory"));
            at(container, "resources", "limits", "cpu");
            assertEquals(true, at(pod, "securityContext", "runAsNonRoot"));
            assertEquals(true, at(container, "securityContext", "readOnlyRootFilesystem"));
            assertEquals(false, at(container, "securityContext", "allowPrivilegeEscalation"));
            assertTrue((Integer) at(pod, "terminationGracePeriodSeconds") > LONGEST_END);
            assertTrue(container.toString().contains("secretKeyRef={name=lampyris-cluster, key=secret}"));
            everyMountHasItsVolume(pod);
        }
    }

    private static void everyMountHasItsVolume(Object pod) {
        TreeSet<String> volumes = new TreeSet<>();
        ((List<?>) at(pod, "volumes")).forEach(volume -> volumes.add(text(volume, "name")));
        TreeSet<String> mounts = new TreeSet<>();
        ((List<?>) at(pod, "containers", 0, "volumeMounts")).forEach(mount -> mounts.add(text(mount, "name")));
        assertEquals(volumes, mounts);
    }

    @Test
    void selectorsMeetTheirPods() throws IOException {
        Object job = at(kubernetes("Job"), "spec", "template", "metadata", "labels");
        Object workers = at(kubernetes("Deployment"), "spec", "template", "metadata", "labels");
        assertEquals(job, at(kubernetes("Service"), "spec", "selector"));
        assertEquals(workers, at(kubernetes("Deployment"), "spec", "selector", "matchLabels"));
        Object policy = at(kubernetes("NetworkPolicy"), "spec");
        assertEquals(job, at(policy, "podSelector", "matchLabels"));
        assertEquals(workers, at(policy, "ingress", 0, "from", 0, "podSelector", "matchLabels"));
    }
}
