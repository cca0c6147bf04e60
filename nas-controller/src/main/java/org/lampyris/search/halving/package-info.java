/**
 * Many networks trained a little, few trained in full. Start with
 * {@link org.lampyris.search.halving.SuccessiveHalving}.
 */
@NullMarked
package org.lampyris.search.halving;

import org.jspecify.annotations.NullMarked;
