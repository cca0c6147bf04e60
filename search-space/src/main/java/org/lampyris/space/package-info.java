/**
 * What can be searched: a {@link org.lampyris.space.SearchSpace} is an ordered list of decisions, an
 * {@link org.lampyris.space.Architecture} one choice for each, and a {@link org.lampyris.space.NetworkSpace} turns it
 * into the network graph that is priced, trained and exported. Start with {@code SearchSpace}.
 */
@NullMarked
package org.lampyris.space;

import org.jspecify.annotations.NullMarked;
