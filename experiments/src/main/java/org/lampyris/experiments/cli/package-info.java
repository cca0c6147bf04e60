/**
 * The command line: a class per command, {@link org.lampyris.experiments.cli.Main} starts them and turns what goes
 * wrong into one line and an exit code. Start with {@code Main}.
 */
@NullMarked
package org.lampyris.experiments.cli;

import org.jspecify.annotations.NullMarked;
