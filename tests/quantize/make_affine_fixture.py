"""Quantises small float32 arrays with TensorFlow.js's own converter, into affine.json.

    python tests/quantize/make_affine_fixture.py

Packages: tensorflowjs 4.22.0 (only its module quantization.py is used; where the rest of
the package cannot be installed, put the folder that holds tensorflowjs/quantization.py
on PYTHONPATH), numpy 2.4.6. NumPy before 2 rounds min and scale to float32 on the way
and gives other results.
"""

import json
import os
import struct

import numpy as np
from tensorflowjs.quantization import quantize_weights

assert int(np.__version__.split(".")[0]) >= 2, np.__version__


def bits(value):
    """The eight bytes of a float64: JSON would lose the sign of -0."""
    return struct.pack(">d", value).hex()


random = np.random.default_rng(7)
cases = {
    "positive": random.uniform(0.5, 2, 40),
    "negative": random.uniform(-3, -0.1, 40),
    "spanning zero": random.normal(0, 0.3, 80),
    "from zero": np.concatenate([[0], random.uniform(0, 2, 30)]),
    "up to zero": np.concatenate([random.uniform(-2, 0, 30), [0]]),
    "constant": np.full(5, 0.3),
    "one value": [-1.25],
    "zeros": np.zeros(3),
    "negative zeros": np.full(2, -0.0),
    "ties at 8 bit": np.concatenate([[0, 255], np.arange(20) + 0.5]),
    "ties below zero": np.concatenate([[-128, 127], np.arange(-10, 10) + 0.5]),
    "ties at 16 bit": np.concatenate([[0, 65535], np.arange(20) + 0.5]),
    "zero point in the middle": [-0.5, 254.5, 0, -0.25, 0.25, 0.75, 100.5],
    "subnormal": [1e-45, 2.8e-45, 1e-40, -1e-42],
    "huge": [-3.4028235e38, 3.4028235e38, 1e37, 0],
    "far from zero": random.uniform(1000, 1000.1, 30),
}
out = []
for name, values in cases.items():
    data = np.asarray(values, dtype=np.float32)
    for dtype in (np.uint8, np.uint16):
        steps, found = quantize_weights(data, dtype)
        out.append({
            "name": name,
            "type": np.dtype(dtype).name,
            "values": data.view(np.uint32).tolist(),
            "steps": steps.tolist(),
            "scale": bits(found["scale"]),
            "min": bits(found["min"]),
        })

path = os.path.join(os.path.dirname(__file__), "affine.json")
with open(path, "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(one) for one in out) + "\n]\n")
