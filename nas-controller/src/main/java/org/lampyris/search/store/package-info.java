/** The trial log, which is the checkpoint. Start with {@link org.lampyris.search.store.TrialStore}. */
@NullMarked
package org.lampyris.search.store;

import org.jspecify.annotations.NullMarked;
