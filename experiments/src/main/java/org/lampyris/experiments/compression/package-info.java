/**
 * Making a trained network smaller and faster, step by step. Start at {@link
 * org.lampyris.experiments.compression.Compression}.
 */
@NullMarked
package org.lampyris.experiments.compression;

import org.jspecify.annotations.NullMarked;
