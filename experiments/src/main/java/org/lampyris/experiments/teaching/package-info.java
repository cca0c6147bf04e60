/** Teachers of the networks that are trained. Start at {@link org.lampyris.experiments.teaching.TeacherReader}. */
@NullMarked
package org.lampyris.experiments.teaching;

import org.jspecify.annotations.NullMarked;
