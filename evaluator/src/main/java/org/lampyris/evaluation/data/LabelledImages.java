package org.lampyris.evaluation.data;

import java.util.List;
import java.util.Optional;
import org.lampyris.input.InvalidInputException;

/**
 * What a folder holds, before what isn't there is split off.
 *
 * @param where the folder, for messages
 * @param classNames beyond every label
 * @param train all images, or those that are not in the other two
 */
record LabelledImages(
        String where, List<String> classNames, ImageSet train, Optional<ImageSet> validation, Optional<ImageSet> test) {
    static final int MOST_CLASSES = 1000;

    /**
     * Splits off the missing parts, test first; of each class every part gets an image at least.
     *
     * @throws InvalidInputException if there is one class only or too many, a class is empty or too small to split
     */
    Dataset split(String name, DataOptions options) {
        checkClasses(where, classNames.size());
        int classes = classNames.size();
        int parts = 1 + (validation.isEmpty() ? 1 : 0) + (test.isEmpty() ? 1 : 0);
        check("training", train, parts);
        validation.ifPresent(set -> check("validation", set, 1));
        test.ifPresent(set -> check("test", set, 1));
        ImageSet rest = train;
        ImageSet tested;
        double validationShare = options.shares().validation();
        if (test.isPresent()) {
            tested = test.get();
        } else {
            double share = options.shares().test();
            int stay = validation.isPresent() ? 1 : 2;
            StratifiedSplit split = StratifiedSplit.of(rest.labels(), classes, share, stay, options.seed());
            tested = rest.select(split.held());
            rest = rest.select(split.kept());
            validationShare = validationShare / (1 - share);
        }
        ImageSet validated;
        if (validation.isPresent()) {
            validated = validation.get();
        } else {
            StratifiedSplit split = StratifiedSplit.of(rest.labels(), classes, validationShare, 1, ~options.seed());
            validated = rest.select(split.held());
            rest = rest.select(split.kept());
        }
        return new Dataset(name, classNames, new Splits(rest, validated, tested));
    }

    static void checkClasses(String where, int count) {
        if (count < 2) {
            throw InvalidInputException.at(
                    where, "it has one class only", "At least two are needed, each in a sub-folder of its own.");
        }
        if (count > MOST_CLASSES) {
            throw InvalidInputException.at(
                    where, "it has " + count + " classes", "At most " + MOST_CLASSES + " are supported.");
        }
    }

    private void check(String part, ImageSet set, int least) {
        int[] counts = new int[classNames.size()];
        for (int i = 0; i < set.size(); i++) {
            counts[set.label(i)]++;
        }
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < least) {
                throw InvalidInputException.at(
                        where,
                        "the class '" + classNames.get(c) + "' has " + counts[c] + " " + part + " images",
                        "At least " + least + (least == 1 ? " is" : " are") + " needed"
                                + (least == 1 ? "." : " so that each split gets one."));
            }
        }
    }
}
