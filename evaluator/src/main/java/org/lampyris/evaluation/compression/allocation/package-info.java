/**
 * Spends a budget over layers, whatever is chosen for them: bits, ranks, shares of channels. Start with {@link
 * org.lampyris.evaluation.compression.allocation.Allocation}.
 */
@NullMarked
package org.lampyris.evaluation.compression.allocation;

import org.jspecify.annotations.NullMarked;
