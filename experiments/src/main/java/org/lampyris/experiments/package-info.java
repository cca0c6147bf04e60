/**
 * The program around the search: {@link org.lampyris.experiments.SearchAssembler} puts one together from an experiment
 * and is the only place that names implementations. Start there.
 */
@NullMarked
package org.lampyris.experiments;

import org.jspecify.annotations.NullMarked;
