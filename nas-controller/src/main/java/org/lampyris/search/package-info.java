/**
 * The search: {@link org.lampyris.search.NasController} asks a {@link org.lampyris.search.SearchStrategy} for
 * architectures, has them evaluated, appends every {@link org.lampyris.search.Trial} to the log and tells the strategy.
 * Start with {@code NasController}.
 */
@NullMarked
package org.lampyris.search;

import org.jspecify.annotations.NullMarked;
