package org.lampyris.space.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small problem, written into a folder: two decisions, all six architectures. */
final class TableFiles {
    static final String YAML = """
            name: six
            decisions:
              - {name: kernel, choices: [3, 5, 7]}
              - {name: block, choices: [fire, plain]}
            table:
              file: tables/six.csv
              observed: [seed1, seed2]
              truth: mean
              costs: [macs, params]
            """;
    static final String CSV = """
            id,kernel,block,seed1,seed2,mean,params,macs
            0,3,fire,80,82,81,10,1e3
            1,5,fire,84,83,83.5,20,2000
            2,7,fire,79.5,80.5,80,30,3000
            3,3,plain,90,92,91,40,4000
            4,5,plain,91,89,90,50,5000
            5,7,plain,88,90,89,60,6000
            """;

    private TableFiles() {}

    static Path write(Path folder, String yaml, String csv) throws IOException {
        return write(folder, yaml, csv.getBytes(StandardCharsets.UTF_8));
    }

    static Path write(Path folder, String yaml, byte[] csv) throws IOException {
        Files.write(Files.createDirectories(folder.resolve("tables")).resolve("six.csv"), csv);
        return Files.writeString(folder.resolve("six.yaml"), yaml);
    }
}
