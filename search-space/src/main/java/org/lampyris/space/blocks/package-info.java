/**
 * The blocks that networks are built of, one class each. A {@link org.lampyris.space.blocks.LayerBlock} appends its
 * nodes to a {@link org.lampyris.space.graph.GraphBuilder} and declares them as a block, with the ratio that its rounded
 * widths really have. Start with {@code LayerBlock}.
 */
@NullMarked
package org.lampyris.space.blocks;

import org.jspecify.annotations.NullMarked;
