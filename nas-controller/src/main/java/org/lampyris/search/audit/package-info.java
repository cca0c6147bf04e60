/**
 * Whether a strategy earns its keep: a share of the proposals is drawn at random, and
 * {@link org.lampyris.search.audit.Audit} holds the others against it. Start with {@code Audit}.
 */
@NullMarked
package org.lampyris.search.audit;

import org.jspecify.annotations.NullMarked;
