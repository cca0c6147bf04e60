package org.lampyris.experiments.cli;

/** A space of networks that train in a second or two. */
final class SmallSpace {
    static final String YAML = """
            name: small
            stem: {width: [8], stride: [2]}
            defaults:
              block: [fire, inverted_bottleneck, separable, plain]
              kernel: [3]
              expansion: [1, 3]
              squeeze: [1/4, 1/2]
              layers: [1, 2]
              multiplier: [0.5, 1]
              stride: [2]
            stages:
              - {width: 8}
              - {width: 16}
            head: {width: [0]}
            """;

    private SmallSpace() {}
}
