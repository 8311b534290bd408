"""From the trained model to the one that ships: weights of 8 bits (see rounding.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from rounding import Rows, rounded

Inputs = Mapping[str, NDArray[np.int64]]


def quantise(full: Path, out: Path, sentences: Sequence[Inputs]) -> None:
    """Write the 8-bit model of a float one. sentences: what the layers' inputs are learned from, some hundred."""
    quantize_dynamic(full, out, weight_type=QuantType.QInt8, per_channel=True)
    model = onnx.load(out)
    written = {each.name: each for each in model.graph.initializer}
    given = onnx.load(full)
    floats = {each.name: numpy_helper.to_array(each) for each in given.graph.initializer}
    products = (node.input for node in given.graph.node if node.op_type == "MatMul")
    layers = [(inputs, name) for inputs, name in products if f"{name}_quantized" in written]
    squares = _squares(given, sorted({inputs for inputs, _ in layers}), sentences)
    for inputs, name in layers:
        weights, steps = rounded(floats[name].astype(np.float64), squares[inputs])
        for part, values in (("quantized", weights.astype(np.int8)), ("scale", steps.astype(np.float32))):
            written[f"{name}_{part}"].CopyFrom(numpy_helper.from_array(values, f"{name}_{part}"))
    onnx.save(model, out)


def _squares(model: onnx.ModelProto, names: Sequence[str], sentences: Sequence[Inputs]) -> dict[str, Rows]:
    """For each of some inputs of layers the mean of x xᵀ over all pieces of the sentences."""
    tapped = onnx.ModelProto()
    tapped.CopyFrom(model)
    tapped.graph.output.extend(onnx.helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, None) for n in names)
    session = InferenceSession(tapped.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, Rows] = {}
    pieces = 0
    for each in sentences:
        pieces += each["ids"].size
        for name, rows in zip(names, session.run(list(names), dict(each)), strict=True):
            wide = rows.reshape(-1, rows.shape[-1]).astype(np.float64)
            found[name] = found.get(name, 0.0) + wide.T @ wide
    return {name: total / pieces for name, total in found.items()}
