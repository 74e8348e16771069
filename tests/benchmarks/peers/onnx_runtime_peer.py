"""ONNX Runtime on the CPU: inference, float32. Argument: threads.

The networks are PyTorch's, exported, so PyTorch must be there too.
"""
import io
import sys
import time
import warnings

from serve import Prepared, Unsupported, open_channel, serve

START = time.perf_counter()
channel = open_channel()
import numpy as np  # noqa: E402: its import is part of what starting costs
import onnxruntime  # noqa: E402

ENGINE_SECONDS = time.perf_counter() - START
import onnx  # noqa: E402, F401: the exporter needs it
import torch  # noqa: E402
from pytorch_networks import build_network, count_parameters  # noqa: E402

THREADS = int(sys.argv[1])


def export(network: torch.nn.Module, images: torch.Tensor) -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(network, (images,), file, dynamo=False, opset_version=17)
    return file.getvalue()


def prepare(job: dict) -> Prepared:
    if job["kind"] != "network" or job["work"] != "inference":
        raise Unsupported("ONNX Runtime is timed at inference only")
    if job["precision"] != "f32":
        raise Unsupported("ONNX Runtime has no bf16 convolution for processors")
    network = build_network(job["network"], job["filters"]).eval()
    images = torch.rand(job["batch"], 3, job["size"], job["size"])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = onnxruntime.InferenceSession(
        export(torch.nn.Sequential(network, torch.nn.Sigmoid()), images),
        options,
        providers=["CPUExecutionProvider"],
    )
    name = session.get_inputs()[0].name
    values = np.ascontiguousarray(images.numpy())
    return Prepared(lambda: session.run(None, {name: values}), count_parameters(network))


words = f"ONNX Runtime {onnxruntime.__version__}, {THREADS} threads"
serve(channel, {"words": words, "engine_seconds": ENGINE_SECONDS}, prepare)
