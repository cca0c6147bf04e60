/**
 * Scores of networks that were never trained, to tell cheaply which are worth training. Start with
 * {@link org.lampyris.evaluation.proxy.ZeroCostProxy}.
 */
@NullMarked
package org.lampyris.evaluation.proxy;

import org.jspecify.annotations.NullMarked;
