package org.lampyris.evaluation.data;

import java.util.List;
import org.lampyris.space.graph.TensorShape;

/**
 * What the whole data set and its subset share.
 *
 * @see <a href="https://arxiv.org/abs/1708.07747">Xiao, Rasul and Vollgraf, "Fashion-MNIST: a Novel Image Dataset for
 *     Benchmarking Machine Learning Algorithms", 2017</a>
 */
final class FashionMnist {
    static final TensorShape SHAPE = new TensorShape(1, 28, 28);
    static final List<String> CLASS_NAMES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private FashionMnist() {}
}
