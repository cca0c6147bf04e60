package org.lampyris.experiments.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Clip;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.HardSigmoid;
import org.lampyris.space.graph.Operator.LeakyRelu;
import org.lampyris.space.graph.Operator.Padding;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.WeightFormat;
import org.lampyris.space.graph.Window;

/** A network graph for other programs: its operators in topological order, with shapes and inputs. */
public final class GraphJson {
    private GraphJson() {}

    /** For {@link Json#write}. */
    public static Map<String, Object> of(NetworkGraph graph) {
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", node.name());
            json.put("operator", node.operator().getClass().getSimpleName());
            json.putAll(attributes(node.operator()));
            json.putAll(format(graph.format(i)));
            json.put(
                    "inputs",
                    node.inputs().stream()
                            .map(input -> graph.nodes().get(input).name())
                            .toList());
            json.put("shape", shape(graph.shape(i)));
            nodes.add(json);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("input", shape(graph.input()));
        json.put("classes", graph.classes());
        json.put("nodes", nodes);
        return json;
    }

    /** Of weights that aren't plain. */
    private static Map<String, Object> format(WeightFormat format) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (format.isInteger()) {
            json.put("bits", format.bits());
        }
        if (format.sparsity() > 0) {
            json.put("sparsity", format.sparsity());
        }
        return json;
    }

    private static Map<String, Object> attributes(Operator operator) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (operator instanceof Convolution convolution) {
            json.put("channels", convolution.outChannels());
            json.put("kernel", convolution.kernel());
            json.put("stride", convolution.stride());
            json.put("groups", convolution.groups());
            json.put("bias", convolution.bias());
            if (!convolution.hasUsualWindow()) {
                json.put("window", window(convolution.window()));
            }
        } else if (operator instanceof Pooling pooling) {
            json.put("kind", pooling.kind().name().toLowerCase(Locale.ROOT));
            json.put("kernel", pooling.kernel());
            json.put("stride", pooling.stride());
            if (!pooling.isUsual()) {
                json.put("window", window(pooling.window()));
                json.put("countsPadding", pooling.countsPadding());
            }
        } else if (operator instanceof Activation activation) {
            json.put("function", activation.function().name().toLowerCase(Locale.ROOT));
        } else if (operator instanceof Dense dense) {
            json.put("units", dense.units());
        } else {
            json.putAll(rarerAttributes(operator));
        }
        return json;
    }

    /** Of the operators that only networks from elsewhere have. */
    private static Map<String, Object> rarerAttributes(Operator operator) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (operator instanceof Clip clip) {
            json.put("low", number(clip.low()));
            json.put("high", number(clip.high()));
        } else if (operator instanceof LeakyRelu relu) {
            json.put("slope", number(relu.slope()));
        } else if (operator instanceof HardSigmoid sigmoid) {
            json.put("slope", number(sigmoid.slope()));
            json.put("offset", number(sigmoid.offset()));
        } else if (operator instanceof Padding padding) {
            json.put("pads", List.of(padding.top(), padding.left(), padding.bottom(), padding.right()));
        }
        return json;
    }

    /** The shortest digits that are this number; null where it is infinite. */
    private static double number(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    /** Each of rows, columns; pads as ONNX has them: top, left, bottom, right. */
    private static Map<String, Object> window(Window window) {
        Window.Axis rows = window.rows();
        Window.Axis columns = window.columns();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kernel", List.of(rows.kernel(), columns.kernel()));
        json.put("strides", List.of(rows.stride(), columns.stride()));
        json.put("dilations", List.of(rows.dilation(), columns.dilation()));
        json.put("pads", List.of(rows.before(), columns.before(), rows.after(), columns.after()));
        return json;
    }

    private static List<Integer> shape(TensorShape shape) {
        return List.of(shape.channels(), shape.height(), shape.width());
    }
}
