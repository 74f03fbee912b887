"""The trained weights as an ONNX file of eight-bit numbers, which onnxruntime reads without this folder."""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from training import happening_network
from training.network import REACH, TAGS, WIDTH
from yinli.core.reading.general import WIDTH as GENERAL_WIDTH
from yinli.core.reading.happening_features import BETWEEN, INPUTS

OPSET = 17
TABLES = ("sign", "pair", "word", "general")
# What the general recogniser made of every sign.
MADE = helper.make_tensor_value_info("made", TensorProto.INT8, [1, "size", GENERAL_WIDTH])
Weights = dict[str, np.ndarray]


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


def tagger_of(weights: Weights, signs: str) -> onnx.ModelProto:
    """The tagger: inputs `signs`, `pairs`, `words`, `generals` [1, size], `made` [1, size, GENERAL_WIDTH] of eight bits,
    outputs `scores` [1, size, tags] and `state`
    [1, size, width], from which the model of happenings starts."""
    graph = Graph()
    seen = [graph.looked_up(weights[f"['{name}']"], f"{name}s") for name in TABLES]
    state = _through(graph, graph.op("Concat", *seen, axis=2), weights, REACH, _made(graph, weights))
    graph.nodes.append(helper.make_node("Identity", [state], ["state"]))
    _out(graph, state, weights)
    outputs = {"scores": len(TAGS), "state": WIDTH}
    return _model(graph, [f"{n}s" for n in TABLES], [MADE], outputs, {"signs": signs, "tags": " ".join(TAGS)})


def happenings_of(weights: Weights) -> onnx.ModelProto:
    """The model of happenings: inputs as `happening_features` gives them and the tagger's `state`, output `scores`
    [1, size, types and others]."""
    graph = Graph()
    start = graph.op(
        "LayerNormalization", "state", graph.constant(weights["['scale']"]), graph.constant(weights["['shift']"]),
        axis=-1, epsilon=1e-5,
    )  # fmt: skip
    seen = [graph.looked_up(weights[f"['{name}']"], name) for name in INPUTS]
    joined = graph.op("Concat", start, *seen, axis=2)
    state = _through(graph, joined, weights, happening_network.REACH, _made(graph, weights))
    _out(graph, state, weights)
    outputs = {"scores": len(happening_network.OUTPUTS)}
    between = {name: weights[f"['between']['{name}']"].tolist() for name in BETWEEN}
    told = {"between": json.dumps({**between, "side": weights["['side']"].tolist()})}
    return _model(graph, list(INPUTS), [_real("state", WIDTH), MADE], outputs, told)


def _made(graph: Graph, weights: Weights) -> str:
    real = graph.op(
        "Mul", graph.op("Cast", "made", to=TensorProto.FLOAT), graph.constant(np.float32(1 / 127))
    )
    return graph.op("MatMul", real, graph.eight_bits(weights["['made']"], 1))


def _through(graph: Graph, seen: str, weights: Weights, reaches: tuple[int, ...], beside: str = "") -> str:
    state = graph.op("MatMul", seen, graph.eight_bits(weights["['in']['w']"], 1))
    state = graph.op("Add", state, beside) if beside else state
    state = graph.op("Add", state, graph.constant(weights["['in']['b']"]))
    for at, reach in enumerate(reaches):
        own = {k: weights[f"['blocks'][{at}]['{k}']"] for k in ("w", "b", "scale", "shift")}
        state = _block(graph, state, own, reach)
    return state


def _out(graph: Graph, state: str, weights: Weights) -> None:
    state = graph.op("MatMul", state, graph.eight_bits(weights["['out']['w']"], 1))
    graph.nodes.append(helper.make_node("Add", [state, graph.constant(weights["['out']['b']"])], ["scores"]))


def _model(
    graph: Graph,
    whole: list[str],
    others: list[onnx.ValueInfoProto],
    outputs: dict[str, int],
    told: dict[str, str],
) -> onnx.ModelProto:
    """The graph with inputs of whole numbers [1, size] and others, and what is told of it."""
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT32, [1, "size"]) for name in whole]
    inputs += others
    made = helper.make_graph(
        graph.nodes,
        "reader",
        inputs,
        [_real(name, width) for name, width in outputs.items()],
        graph.constants,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    helper.set_model_props(model, told)
    onnx.checker.check_model(model)
    return model


def _real(name: str, width: int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "size", width])


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


def write_tagger(weights_file: Path, model_file: Path) -> None:
    """weights.npz → reader.onnx."""
    loaded = np.load(weights_file)
    onnx.save(tagger_of(_whole(loaded), str(loaded["signs"])), model_file)


def write_happenings(weights_file: Path, model_file: Path) -> None:
    """happenings.npz → happenings.onnx."""
    onnx.save(happenings_of(_whole(np.load(weights_file))), model_file)


def _whole(loaded) -> Weights:
    return {name: loaded[name].astype(np.float32) for name in loaded.files if name != "signs"}
