/**
 * Networks as graphs of operators: {@link org.lampyris.space.graph.NetworkGraph} is what is priced, trained and
 * exported; {@link org.lampyris.space.graph.GraphBuilder} makes one.
 */
@NullMarked
package org.lampyris.space.graph;

import org.jspecify.annotations.NullMarked;
