package org.lampyris.space.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.input.InvalidInputException;

/** Every message is one line that names the place and what is wrong there. */
class BrokenTablesTest {
    @TempDir
    Path folder;

    private void refused(String yaml, byte[] csv, String... parts) throws IOException {
        Path file = TableFiles.write(folder, yaml, csv);
        String message = assertThrows(InvalidInputException.class, () -> TabularProblem.read(file))
                .getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> message + " should have " + part);
        }
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.endsWith("."), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: six|title: six|six.yaml:1|title|name
            name: six|nome: six|six.yaml:1|nome|Did you mean 'name'
            name: six|name: ''|six.yaml:1|name|empty
            name: kernel|name: block|six.yaml:4|'block' is the name of two decisions|own
            [3, 5, 7]|[]|six.yaml:3|decisions[0].choices|empty list
            [3, 5, 7]|[3, 5, 3]|six.yaml:3|decisions[0].choices|'3' twice
            [3, 5, 7]|[3, [5], 7]|six.yaml:3|decisions[0].choices[1]|a list
            [3, 5, 7]|{a: 3}|six.yaml:3|decisions[0].choices|a mapping
            name: block, choices|name: block, choice|six.yaml:4|decisions[1].choice|Did you mean 'choices'
            name: kernel, |''|six.yaml:3|decisions[0].name|missing
            file: tables/six.csv|file: tables/none.csv|tables/none.csv|there is no such file|YAML's own folder
            file: tables/six.csv|file: tables|tables|there is no such file|YAML's own folder
            file: tables/six.csv|file: "a\\0b"|six.yaml:6|table.file|no path
            '[seed1, seed2]'|[]|six.yaml:7|table.observed|empty list
            '[seed1, seed2]'|seed1|six.yaml:7|table.observed|list
            '[seed1, seed2]'|[seed1, seed1]|six.yaml:5|seed1|two things
            '[seed1, seed2]'|[seed1, kernel]|six.yaml:5|kernel|two things
            '[seed1, seed2]'|[seed1, seed3]|six.csv:1|'seed3' (table.observed)|Did you mean 'seed1'
            truth: mean|truth: mena|six.csv:1|'mena' (table.truth)|Did you mean 'mean'
            truth: mean|truth: macs|six.yaml:5|macs|two things
            '[macs, params]'|[macs, macs]|six.yaml:5|macs|two things
            '[macs, params]'|[macs, block]|six.yaml:5|block|two things
            '[macs, params]'|[macs, seed2]|six.yaml:5|seed2|two things
            '[macs, params]'|[mac]|six.csv:1|'mac' (table.costs)|Did you mean 'macs'
            '[macs, params]'|macs|six.yaml:9|table.costs|list
            name: kernel|name: kernels|six.csv:1|'kernels' (the decision)|Did you mean 'kernel'
            truth: mean|maximize: yes|six.yaml:5|truth|missing
            truth: mean|truth: mean~  maximize: yes|six.yaml:9|table.maximize|true or false
            """)
    void badYaml(String part, String instead, String where, String what, String advice) throws IOException {
        assertTrue(TableFiles.YAML.contains(part), part);
        String yaml = TableFiles.YAML.replace(part, instead.replace("~", "\n"));
        refused(yaml, TableFiles.CSV.getBytes(StandardCharsets.UTF_8), where, what, advice);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3,plain|5,plaint|six.csv:5|block is 'plaint'|Did you mean 'plain'
            7,fire|9,fire|six.csv:4|kernel is '9'|Known here: 3, 5, 7
            3,plain|3,|six.csv:5|block is ''|Known here: fire, plain
            90,92|90,many|six.csv:5|seed2 is 'many'|92.5
            90,92|,92|six.csv:5|seed1 is ''|92.5
            90,92|NaN,92|six.csv:5|seed1 is 'NaN'|92.5
            90,92|90,Infinity|six.csv:5|seed2 is 'Infinity'|92.5
            90,92|90,-inf|six.csv:5|seed2 is '-inf'|92.5
            90,92|90,1e999|six.csv:5|seed2 is '1e999'|92.5
            90,92|90,92f|six.csv:5|seed2 is '92f'|92.5
            90,92|90,0x1p3|six.csv:5|seed2 is '0x1p3'|92.5
            90,92|90,92 %|six.csv:5|seed2 is '92 %'|92.5
            92,91,40|92,?,40|six.csv:5|mean is '?'|92.5
            40,4000|40,4_000|six.csv:5|macs is '4_000'|92.5
            40,4000|none,4000|six.csv:5|params is 'none'|92.5
            40,4000|40|six.csv:5|7 columns where the first line has 8|value for each column
            40,4000|40,4000,1|six.csv:5|9 columns where the first line has 8|value for each column
            4,5,plain|4,3,plain|six.csv:6|of line 5 again|(seed1)
            2,7,fire,79.5,80.5,80,30,3000|2,3,fire,80,82,81,10,1001|six.csv:4|of line 2 again|(macs)
            2,7,fire,79.5,80.5,80,30,3000|2,3,fire,80,82,81.5,10,1000|six.csv:4|of line 2 again|(mean)
            id,kernel|kernel,kernel|six.csv:1|two columns 'kernel'|Leave one out
            id,kernel|seed2,kernel|six.csv:1|two columns 'seed2'|Leave one out
            id,kernel|id,|six.csv:1|no column 'kernel'|Known here
            3,3,plain|3,3,"plain|six.csv|startline 5|quotes
            3,3,plain|3,3,"pla"in|six.csv|line: 5|quotes
            id,kernel|id,"kernel|six.csv|startline 1|quotes
            """, quoteCharacter = '`')
    void badCsv(String part, String instead, String where, String what, String advice) throws IOException {
        assertTrue(TableFiles.CSV.contains(part), part);
        String csv = TableFiles.CSV.replace(part, instead);
        refused(TableFiles.YAML, csv.getBytes(StandardCharsets.UTF_8), where, what, advice);
    }

    /** Lines are counted as an editor counts them. */
    @Test
    void blankLinesAndLineEndsCount() throws IOException {
        String csv = TableFiles.CSV.replace("90,92", "90,x").replace("\n", "\r\n\r\n");
        refused(TableFiles.YAML, csv.getBytes(StandardCharsets.UTF_8), "six.csv:9: seed2 is 'x'");
        String last = TableFiles.CSV.replace("88,90", "88,x").strip();
        refused(TableFiles.YAML, last.getBytes(StandardCharsets.UTF_8), "six.csv:7: seed2 is 'x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n", "\ufeff", "id,kernel,block,seed1,seed2,mean,params,macs\n"})
    void tablesWithoutRows(String csv) throws IOException {
        refused(TableFiles.YAML, csv.getBytes(StandardCharsets.UTF_8), "six.csv", "no rows", "column names");
    }

    @Test
    void otherEncodings() throws IOException {
        refused(TableFiles.YAML, TableFiles.CSV.getBytes(StandardCharsets.UTF_16), "six.csv", "UTF-8");
        byte[] latin = TableFiles.CSV.replace("5,7,plain", "5,7,pläin").getBytes(StandardCharsets.ISO_8859_1);
        refused(TableFiles.YAML, latin, "six.csv", "UTF-8");
        byte[] header = TableFiles.CSV.replace("id,", "größe,").getBytes(StandardCharsets.ISO_8859_1);
        refused(TableFiles.YAML, header, "six.csv", "UTF-8");
    }

    @Test
    void noFiles() {
        Path none = folder.resolve("none.yaml");
        String message = assertThrows(InvalidInputException.class, () -> TabularProblem.read(none))
                .getMessage();
        assertTrue(message.contains("none.yaml does not exist"), message);
        String directory = assertThrows(InvalidInputException.class, () -> TabularProblem.read(folder))
                .getMessage();
        assertTrue(directory.contains("is not a file"), directory);
    }

    @Test
    void tooManyChoices() throws IOException {
        String choices = "0, ".repeat(1001);
        refused(
                TableFiles.YAML.replace("[3, 5, 7]", "[" + choices + "1]"),
                new byte[0],
                "six.yaml:3",
                "1002 choices",
                "At most 1000");
    }
}
