/**
 * From an outcome to the number that strategies maximise. Start with {@link org.lampyris.search.reward.Reward}; the usual
 * one is {@link org.lampyris.search.reward.MnasNetReward}.
 */
@NullMarked
package org.lampyris.search.reward;

import org.jspecify.annotations.NullMarked;
