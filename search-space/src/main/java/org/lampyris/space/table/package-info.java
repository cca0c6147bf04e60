/**
 * Search problems whose answers are known: a space declared by YAML, and a CSV that has what every architecture of it
 * reached. Start with {@link org.lampyris.space.table.TabularProblem}.
 */
@NullMarked
package org.lampyris.space.table;

import org.jspecify.annotations.NullMarked;
