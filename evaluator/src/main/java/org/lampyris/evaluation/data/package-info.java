/**
 * Labelled images for training: plain unsigned bytes, split in three, known by the SHA-256 of their content.
 * {@link org.lampyris.evaluation.data.Datasets} opens a data set by its name or its folder and gives a
 * {@link org.lampyris.evaluation.data.Dataset}. Whatever is wrong with the files ends in one
 * {@link org.lampyris.input.InvalidInputException} that names the file. Start with {@code Datasets.open}.
 */
@NullMarked
package org.lampyris.evaluation.data;

import org.jspecify.annotations.NullMarked;
