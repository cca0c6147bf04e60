package org.lampyris.hardware.latency;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The measured entries of a profile, for look-up by key and by neighbourhood. */
public final class LatencyTable {
    private final List<Entry> entries;
    private final List<Composite> composites;
    private final Map<OperatorKey, Entry> byKey = new HashMap<>();
    private final Map<Family, Neighbourhood> families = new HashMap<>();

    private final Set<OperatorKind> kinds = EnumSet.noneOf(OperatorKind.class);

    private record Family(OperatorForm form, Precision precision) {}

    /** @throws IllegalArgumentException if two entries have the same key */
    public LatencyTable(List<Entry> entries, List<Composite> composites) {
        this.entries = List.copyOf(entries);
        this.composites = List.copyOf(composites);
        Map<Family, List<Entry>> grouped = new HashMap<>();
        for (Entry entry : entries) {
            if (byKey.put(entry.key(), entry) != null) {
                throw new IllegalArgumentException("two entries for " + entry.key());
            }
            kinds.add(entry.key().kind());
            grouped.computeIfAbsent(family(entry.key()), f -> new ArrayList<>()).add(entry);
        }
        grouped.forEach((family, members) -> families.put(family, new Neighbourhood(members)));
    }

    public static LatencyTable empty() {
        return new LatencyTable(List.of(), List.of());
    }

    /** What was measured at one precision. */
    public LatencyTable at(Precision precision) {
        return new LatencyTable(
                entries.stream().filter(e -> e.key().precision() == precision).toList(),
                composites.stream().filter(c -> c.isAt(precision)).toList());
    }

    /** In the order of the profile. */
    public List<Entry> entries() {
        return entries;
    }

    /** In the order of the profile. */
    public List<Composite> composites() {
        return composites;
    }

    /** Whether there is any entry of that kind. */
    public boolean has(OperatorKind kind) {
        return kinds.contains(kind);
    }

    public Optional<Entry> find(OperatorKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The two entries of the same form whose sizes enclose the key's most closely; empty if there are none. */
    public Optional<Neighbours> neighbours(OperatorKey key) {
        Neighbourhood neighbourhood = families.get(family(key));
        return neighbourhood == null ? Optional.empty() : neighbourhood.around(key);
    }

    private static Family family(OperatorKey key) {
        return new Family(key.form(), key.precision());
    }
}
