"""The trained weights as an ONNX file of eight-bit numbers, which onnxruntime reads without this folder."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from training.network import REACH, TAGS

OPSET = 17
TABLES = ("sign", "pair", "word", "general")


class Graph:
    """Nodes and constants in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: np.ndarray) -> str:
        """The name of a constant."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def op(self, kind: str, *inputs: str, **attributes) -> str:
        """The name of what an operator gives."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def eight_bits(self, value: np.ndarray, axis: int) -> str:
        """The name of a weight kept in eight bits with one scale for each of its rows along `axis`."""
        others = tuple(at for at in range(value.ndim) if at != axis)
        scale = np.maximum(np.abs(value).max(others), 1e-8).astype(np.float32) / 127
        shape = [1] * value.ndim
        shape[axis] = -1
        whole = np.round(value / scale.reshape(shape)).clip(-127, 127).astype(np.int8)
        zero = np.zeros(scale.shape, np.int8)
        return self.op(
            "DequantizeLinear", self.constant(whole), self.constant(scale), self.constant(zero), axis=axis
        )

    def looked_up(self, table: np.ndarray, keys: str) -> str:
        """Rows of an eight-bit table."""
        scale = np.float32(np.abs(table).max() / 127)
        whole = np.round(table / scale).clip(-127, 127).astype(np.int8)
        rows = self.op("Cast", self.op("Gather", self.constant(whole), keys), to=TensorProto.FLOAT)
        return self.op("Mul", rows, self.constant(scale))


def onnx_of(weights: dict[str, np.ndarray], signs: str) -> onnx.ModelProto:
    """The model: inputs `signs`, `pairs`, `words`, `generals` [1, size], output `scores` [1, size, tags]."""
    graph = Graph()
    seen = [graph.looked_up(weights[f"['{name}']"], f"{name}s") for name in TABLES]
    state = graph.op("Concat", *seen, axis=2)
    state = graph.op("MatMul", state, graph.eight_bits(weights["['in']['w']"], 1))
    state = graph.op("Add", state, graph.constant(weights["['in']['b']"]))
    for at, reach in enumerate(REACH):
        state = _block(
            graph,
            state,
            {k: weights[f"['blocks'][{at}]['{k}']"] for k in ("w", "b", "scale", "shift")},
            reach,
        )
    state = graph.op("MatMul", state, graph.eight_bits(weights["['out']['w']"], 1))
    graph.nodes.append(helper.make_node("Add", [state, graph.constant(weights["['out']['b']"])], ["scores"]))
    inputs = [helper.make_tensor_value_info(f"{n}s", TensorProto.INT32, [1, "size"]) for n in TABLES]
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, "size", len(TAGS)])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "reader", inputs, [output], graph.constants),
        opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8,
    )  # fmt: skip
    helper.set_model_props(model, {"signs": signs, "tags": " ".join(TAGS)})
    onnx.checker.check_model(model)
    return model


def _block(graph: Graph, state: str, weights: dict[str, np.ndarray], reach: int) -> str:
    levelled = graph.op(
        "LayerNormalization", state, graph.constant(weights["scale"]), graph.constant(weights["shift"]),
        axis=-1, epsilon=1e-5,
    )  # fmt: skip
    # Width, in, out → out, in, width, as ONNX wants it.
    kernel = graph.eight_bits(np.ascontiguousarray(weights["w"].transpose(2, 1, 0)), 0)
    moved = graph.op(
        "Conv", graph.op("Transpose", levelled, perm=[0, 2, 1]), kernel, graph.constant(weights["b"]),
        dilations=[reach], pads=[reach, reach], kernel_shape=[3],
    )  # fmt: skip
    return graph.op("Add", state, graph.op("Relu", graph.op("Transpose", moved, perm=[0, 2, 1])))


def write(weights_file: Path, model_file: Path) -> None:
    """weights.npz → reader.onnx."""
    loaded = np.load(weights_file)
    weights = {name: loaded[name].astype(np.float32) for name in loaded.files if name != "signs"}
    model_file.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(onnx_of(weights, str(loaded["signs"])), model_file)
