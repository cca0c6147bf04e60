/**
 * What a run came to, as tables for people and JSON for scripts. Start with
 * {@link org.lampyris.experiments.report.RunSummary}.
 */
@NullMarked
package org.lampyris.experiments.report;

import org.jspecify.annotations.NullMarked;
