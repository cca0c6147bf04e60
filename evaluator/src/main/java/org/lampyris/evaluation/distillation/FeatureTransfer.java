package org.lampyris.evaluation.distillation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lampyris.evaluation.distillation.ShownFeatures.View;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.NetworkGraph;

/**
 * Teaching by what is within a network: attention maps at all pairs of feature maps, hints at the deepest but one, or at
 * the only one. The teacher looks at all training images when the first lessons are asked for; what it shows is kept for
 * other students whose feature maps have the same sizes. Belongs to one thread.
 *
 * @see FeaturePair#of
 */
public final class FeatureTransfer {
    private static final long MOST = 1L << 30;

    private final String name;
    private final InnerResults teacher;
    private final TransferWeights weights;
    private final boolean mirrors;
    private final long limit;
    private Map<View, ShownFeatures> held = new HashMap<>();

    /**
     * What it shows takes 1 GiB at most, or half of the memory that Java may use if that is less.
     *
     * @param name of the teacher, for messages
     * @param weights not both 0
     * @param mirrors whether students see mirrored images, too
     */
    public FeatureTransfer(String name, InnerResults teacher, TransferWeights weights, boolean mirrors) {
        this(
                name,
                teacher,
                weights,
                mirrors,
                Math.min(MOST, Runtime.getRuntime().maxMemory() / 2));
    }

    FeatureTransfer(String name, InnerResults teacher, TransferWeights weights, boolean mirrors, long limit) {
        this.name = name;
        this.teacher = teacher;
        this.weights = weights;
        this.mirrors = mirrors;
        this.limit = limit;
    }

    public TransferWeights weights() {
        return weights;
    }

    /** A pair and how it is compared. */
    private record Place(FeaturePair pair, boolean attention) {
        View view() {
            return new View(pair.teacher(), pair.rows(), pair.columns(), attention);
        }

        Lesson lesson(Shown shown, double weight) {
            FeatureMap student = pair.student();
            int channels = student.shape().channels();
            FeatureLoss loss = attention
                    ? new AttentionLoss(channels)
                    : new HintLoss(channels, pair.teacher().shape().channels());
            AreaAverage average = new AreaAverage(student.shape(), pair.rows(), pair.columns());
            return new Lesson(student.node(), AveragedLoss.of(average, loss), shown, weight);
        }
    }

    /**
     * Whether there is something to learn, without asking the teacher.
     *
     * @throws InvalidInputException if no feature maps of student and teacher fit each other, or what the teacher shows takes
     *     too much memory
     */
    public void check(NetworkGraph student) {
        places(student);
    }

    /**
     * What a student has to learn within, for one training: what the losses learn themselves starts anew.
     *
     * @throws InvalidInputException as {@link #check}, or if the teacher's results aren't finite
     */
    public List<Lesson> lessons(NetworkGraph student) {
        List<Place> places = places(student);
        look(places);
        List<Lesson> lessons = new ArrayList<>();
        for (Place place : places) {
            double weight = place.attention() ? weights.attention() : weights.hints();
            lessons.add(place.lesson(shown(place.view()), weight));
        }
        return lessons;
    }

    private List<Place> places(NetworkGraph student) {
        List<FeaturePair> pairs = FeaturePair.of(student, teacher.graph());
        if (pairs.isEmpty()) {
            throw refused(
                    "its feature maps (" + sizes(teacher.graph()) + ") and those of the network (" + sizes(student)
                            + ") have no size in common, and none is a whole multiple of another",
                    "Leave --attention and --hints out, or take another teacher.");
        }
        List<Place> places = new ArrayList<>();
        if (weights.attention() > 0) {
            pairs.forEach(pair -> places.add(new Place(pair, true)));
        }
        if (weights.hints() > 0) {
            places.add(new Place(pairs.get(Math.max(0, pairs.size() - 2)), false));
        }
        requireRoom(places);
        return places;
    }

    private static String sizes(NetworkGraph graph) {
        String sizes = FeatureMap.of(graph).stream()
                .map(map -> map.shape().height() + "x" + map.shape().width())
                .collect(Collectors.joining(", "));
        return sizes.isEmpty() ? "none" : sizes;
    }

    private void requireRoom(List<Place> places) {
        long values = 0;
        for (View view : views(places)) {
            values += view.values();
        }
        long bytes = values * Short.BYTES * teacher.images() * (mirrors ? 2 : 1);
        if (bytes > limit) {
            throw refused(
                    "what it shows within takes " + (bytes >> 20) + " MB for " + teacher.images() + " images"
                            + (mirrors ? ", each mirrored too" : "") + ", and " + (limit >> 20) + " MB may be used",
                    weights.hints() > 0
                            ? "Leave --hints out, or take a teacher with fewer channels, or fewer images."
                            : "Take fewer or smaller images.");
        }
    }

    private static Set<View> views(List<Place> places) {
        return places.stream().map(Place::view).collect(Collectors.toSet());
    }

    /** Asks the teacher for what isn't known yet, and forgets what isn't needed. */
    private void look(List<Place> places) {
        Map<View, ShownFeatures> kept = new HashMap<>();
        Map<String, List<ShownFeatures>> asked = new HashMap<>();
        for (View view : views(places)) {
            ShownFeatures known = held.get(view);
            if (known == null) {
                known = new ShownFeatures(view, teacher.images(), mirrors);
                asked.computeIfAbsent(view.map().node(), node -> new ArrayList<>())
                        .add(known);
            }
            kept.put(view, known);
        }
        held = new HashMap<>();
        if (!asked.isEmpty()) {
            see(asked, false);
            if (mirrors) {
                see(asked, true);
            }
        }
        held = kept;
    }

    private void see(Map<String, List<ShownFeatures>> asked, boolean turned) {
        try {
            teacher.show(new HashSet<>(asked.keySet()), turned, (node, results) -> {
                for (ShownFeatures features : asked.getOrDefault(node, List.of())) {
                    features.take(results.duplicate(), turned);
                }
            });
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()), "Take another teacher.");
        }
    }

    private Shown shown(View view) {
        ShownFeatures shown = held.get(view);
        if (shown == null) {
            throw new IllegalStateException("the teacher wasn't asked about " + view);
        }
        return shown;
    }

    private InvalidInputException refused(String problem, String advice) {
        return InvalidInputException.at("the teacher " + name, problem, advice);
    }
}
