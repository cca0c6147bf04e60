package org.lampyris.experiments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the design, held over every class of the five modules. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.lampyris");

    /** Modules by their root package, each with those it must not import. */
    private static final Map<String, List<String>> FORBIDDEN = new TreeMap<>(Map.of(
            "org.lampyris.input", List.of("space", "hardware", "evaluation", "search", "experiments"),
            "org.lampyris.space", List.of("hardware", "evaluation", "search", "experiments"),
            "org.lampyris.hardware", List.of("evaluation", "search", "experiments"),
            "org.lampyris.evaluation", List.of("search", "experiments"),
            "org.lampyris.search", List.of("hardware", "experiments")));

    /** Libraries by package, each with the rooms that may use it. */
    private static final Map<String, List<String>> ROOMS = new TreeMap<>(Map.ofEntries(
            entry("org.snakeyaml", "input"),
            entry("org.apache.commons.csv", "input", "experiments.benchmark"),
            entry(
                    "org.apache.commons.math3",
                    "hardware.calibration",
                    "hardware.latency",
                    "evaluation.compression",
                    "search.audit",
                    "search.reward",
                    "search.surrogate",
                    "experiments.report",
                    "experiments.teaching",
                    "experiments.benchmark"),
            entry(
                    "org.deeplearning4j",
                    "evaluation.training",
                    "evaluation.compression",
                    "evaluation.data",
                    "search.reinforce"),
            entry("org.nd4j", "evaluation.training", "evaluation.compression", "evaluation.data", "search.reinforce"),
            entry("ai.onnxruntime", "evaluation.onnx"),
            entry("ai.onnx", "evaluation.onnx"),
            entry("io.jenetics", "search.genetic", "search.pareto"),
            entry("com.hazelcast", "evaluation.execution.hazelcast"),
            entry("org.sqlite", "search.store"),
            entry("java.sql", "search.store"),
            entry("picocli", "experiments.cli")));

    private static Map.Entry<String, List<String>> entry(String library, String... rooms) {
        return Map.entry(library, List.of(rooms));
    }

    @Test
    void everyModuleIsSeen() {
        for (Map.Entry<String, Integer> least : Map.of(
                        "input", 3, "space", 25, "hardware", 30, "evaluation", 40, "search", 35, "experiments", 35)
                .entrySet()) {
            long seen = CLASSES.stream()
                    .filter(c -> c.getPackageName().startsWith("org.lampyris." + least.getKey()))
                    .count();
            assertTrue(seen >= least.getValue(), least.getKey() + ": only " + seen + " classes were seen");
        }
    }

    static List<Map.Entry<String, List<String>>> modules() {
        return List.copyOf(FORBIDDEN.entrySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void importsGoOneWay(Map.Entry<String, List<String>> module) {
        String[] others = module.getValue().stream()
                .map(name -> "org.lampyris." + name + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(module.getKey() + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    static List<Map.Entry<String, List<String>>> libraries() {
        return List.copyOf(ROOMS.entrySet());
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void librariesStayInTheirRooms(Map.Entry<String, List<String>> library) {
        String[] rooms = library.getValue().stream()
                .map(name -> "org.lampyris." + name + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library.getKey() + "..")
                .check(CLASSES);
    }

    @Test
    void packagesOfAModuleHaveNoCircles() {
        slices().matching("org.lampyris.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void timeComesFromOneClass() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.lampyris.experiments.SystemTime")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .check(CLASSES);
    }

    @Test
    void chanceIsSeeded() {
        noClasses()
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(java.util.SplittableRandom.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ThreadLocalRandom.class)
                .check(CLASSES);
    }

    @Test
    void nothingIsSerializedTheJavaWay() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.io.ObjectInputStream.class, java.io.ObjectOutputStream.class)
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.lampyris.experiments.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIs() {
        TreeSet<String> silent = new TreeSet<>();
        CLASSES.forEach(c -> silent.add(c.getPackageName()));
        CLASSES.stream()
                .filter(c -> c.getSimpleName().equals("package-info"))
                .forEach(c -> silent.remove(c.getPackageName()));
        assertTrue(silent.isEmpty(), "no package-info: " + silent);
    }

    @Test
    void namesSayWhatAClassIs() {
        classes()
                .that(new DescribedPredicate<JavaClass>("are at the top") {
                    @Override
                    public boolean test(JavaClass c) {
                        return c.isTopLevelClass();
                    }
                })
                .should()
                .haveNameNotMatching(".*(Impl|Base|Manager|Helper|Utils?)")
                .check(CLASSES);
    }
}
