package org.lampyris.experiments.profiling;

import java.util.List;
import org.lampyris.evaluation.measuring.MeasuredRow;
import org.lampyris.hardware.CostModel;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.OperatorPricing;
import org.lampyris.input.InvalidInputException;

/** Holds a profile against rows of whole networks, without those that its correction was fitted to. */
public final class CheckedNetworks {
    private CheckedNetworks() {}

    /**
     * @param spaces where the networks are from
     * @throws InvalidInputException if no network is left
     */
    public static ProfileCheck check(HardwareProfile profile, List<MeasuredRow> rows, SpaceOfImages spaces) {
        List<String> fitted =
                profile.pricing().correction().map(c -> c.fitted()).orElse(List.of());
        ProfileCheck check = new ProfileCheck();
        CostModel model = profile.costModel();
        OperatorPricing operators = new OperatorPricing(profile);
        List<MeasuredRow> networks = rows.stream()
                .filter(row ->
                        row.isNetwork() && row.precision() == profile.device().precision())
                .toList();
        for (NetworkRow row : NetworkRow.of(networks, spaces)) {
            if (!fitted.contains(row.architecture().id())) {
                check.add(
                        row.architecture().id(),
                        row.space().describe(row.architecture()),
                        row.graph(),
                        new ProfileCheck.Models(model, operators),
                        row.ms());
            }
        }
        if (check.networks().isEmpty()) {
            throw new InvalidInputException("There is no network at "
                    + profile.device().precision().word()
                    + " that the profile wasn't fitted to. Measure other networks.");
        }
        return check;
    }
}
