/** Local search, a strong and simple yardstick. Start with {@link org.lampyris.search.local.LocalSearch}. */
@NullMarked
package org.lampyris.search.local;

import org.jspecify.annotations.NullMarked;
