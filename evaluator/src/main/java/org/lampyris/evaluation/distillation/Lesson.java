package org.lampyris.evaluation.distillation;

/**
 * What one result within a student has to learn, for one training.
 *
 * @param node whose result it is; a layer that a ReLU or a normalisation alone follows ends with that
 * @param shown the teacher's side of the loss
 * @param weight of the loss
 */
public record Lesson(String node, FeatureLoss loss, Shown shown, double weight) {}
