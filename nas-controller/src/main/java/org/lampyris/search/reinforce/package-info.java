/**
 * The {@code reinforce} strategy: an LSTM policy over the decisions of a search space, trained by policy gradients on the
 * rewards of finished trials. Start with {@link org.lampyris.search.reinforce.ReinforceStrategy}, which proposes and
 * learns; {@code LstmPolicy} is the network, {@code PolicyUpdate} the objective and its gradient, {@code Adam} the
 * optimiser.
 */
@NullMarked
package org.lampyris.search.reinforce;

import org.jspecify.annotations.NullMarked;
