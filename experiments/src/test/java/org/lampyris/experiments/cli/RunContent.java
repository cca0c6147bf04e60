package org.lampyris.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.RunFolder;
import org.lampyris.search.Trial;

/**
 * What two runs have in common if they are the same.
 *
 * @param mark the number and the hash of the last trial, which stands for all
 * @param weights hashes of the files
 */
record RunContent(List<Trial> trials, String mark, Map<String, Integer> weights) {

    static RunContent of(Path run) throws IOException {
        Map<String, Integer> weights = new TreeMap<>();
        try (Stream<Path> files = Files.list(run.resolve("weights"))) {
            for (Path file : files.toList()) {
                weights.put(String.valueOf(file.getFileName()), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return new RunContent(
                FinishedRun.read(RunFolder.open(run)).trials(), Files.readString(run.resolve("run.mark")), weights);
    }
}
