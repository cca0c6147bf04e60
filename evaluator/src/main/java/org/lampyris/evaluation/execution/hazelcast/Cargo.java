package org.lampyris.evaluation.execution.hazelcast;

/** What a coordinator sends to workers in parts. */
public enum Cargo {
    /** The data set. */
    IMAGES,
    /** What the search's teacher says of the training images. */
    TEACHER
}
