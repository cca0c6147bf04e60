/**
 * The trial log, which is the checkpoint. Start with {@link org.lampyris.search.store.TrialStore}; a run's log is a
 * {@link org.lampyris.search.store.SqliteTrialStore}, held by one process at a time with a
 * {@link org.lampyris.search.store.RunLock} and sealed to its {@link org.lampyris.search.store.RunIdentity}. What
 * workers have in hand is in a {@link org.lampyris.search.store.SqliteAssignmentLog} beside it.
 */
@NullMarked
package org.lampyris.search.store;

import org.jspecify.annotations.NullMarked;
