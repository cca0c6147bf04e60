package org.lampyris.hardware.calibration.networks;

import java.util.List;

/** The features of written architectures, with what is believed about their coefficients before anything is measured. */
interface Design {
    /** The number of features. */
    int columns();

    /** The features of an architecture; what no fitted one has is left out. */
    SparseRow row(String architecture);

    /** A new one, which learns during a fit. */
    Prior prior();

    /** The design that suits the architectures' notation. */
    static Design of(List<String> architectures) {
        List<List<String>> networks =
                architectures.stream().map(Notation::blocks).toList();
        int places = networks.stream().mapToInt(List::size).max().orElse(0);
        List<String> vocabulary =
                networks.stream().flatMap(List::stream).distinct().sorted().toList();
        boolean plain =
                vocabulary.stream().allMatch(block -> Notation.attributes(block).size() == 1);
        return plain && vocabulary.size() <= places
                ? new StepDesign(vocabulary, places)
                : new AttributeDesign(networks);
    }
}
