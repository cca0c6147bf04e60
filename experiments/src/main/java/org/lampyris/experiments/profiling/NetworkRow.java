package org.lampyris.experiments.profiling;

import java.util.List;
import org.lampyris.evaluation.measuring.MeasuredRow;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.Architecture;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.graph.NetworkGraph;

/** A measured network, decoded. */
record NetworkRow(Architecture architecture, FireBottleneckSpace space, double ms) {

    /**
     * @param rows of whole networks
     * @throws InvalidInputException if one isn't of the space
     */
    static List<NetworkRow> of(List<MeasuredRow> rows, SpaceOfImages spaces) {
        return rows.stream().map(row -> of(row, spaces)).toList();
    }

    private static NetworkRow of(MeasuredRow row, SpaceOfImages spaces) {
        FireBottleneckSpace space = spaces.of(row.input(), row.out());
        if (!row.space().equals(spaces.hash()) || !space.contains(row.choices())) {
            throw InvalidInputException.at(
                    row.where(),
                    "the network isn't of the space " + spaces.hash(),
                    "Name the space that it is from (--space).");
        }
        return new NetworkRow(
                space.architecture(row.choices()), space, row.measured().ms());
    }

    /** Measured with plain weights. */
    NetworkGraph graph() {
        return space.decode(architecture).withoutFormats();
    }
}
