/** Random search, the yardstick of the others. Start with {@link org.lampyris.search.random.RandomStrategy}. */
@NullMarked
package org.lampyris.search.random;

import org.jspecify.annotations.NullMarked;
