"""PyTorch, eager, channels_last; bf16 by autocast. Arguments: device, threads.

A training step is a forward pass, binary cross-entropy, a backward pass, Adam,
and the loss read back; an inference is a forward pass with its result read back.
"""
import sys
import time

from serve import Prepared, Unsupported, open_channel, serve

START = time.perf_counter()
channel = open_channel()
import torch  # noqa: E402: its import is part of what starting costs
from torch.nn import functional as F  # noqa: E402
from pytorch_networks import build_network, count_parameters  # noqa: E402

DEVICE = torch.device(sys.argv[1])
TYPES = {"f32": torch.float32, "bf16": torch.bfloat16}


def autocast(job: dict) -> torch.autocast:
    return torch.autocast(DEVICE.type, torch.bfloat16, enabled=job["precision"] == "bf16")


def random(*shape: int) -> torch.Tensor:
    """Values in 0..1, channels last in memory where there are four axes."""
    values = torch.rand(*shape, device=DEVICE)
    return values.to(memory_format=torch.channels_last) if len(shape) == 4 else values


def prepare_network(job: dict) -> Prepared:
    network = build_network(job["network"], job["filters"])
    network = network.to(DEVICE, memory_format=torch.channels_last)
    images = random(job["batch"], 3, job["size"], job["size"])
    masks = (random(job["batch"], 1, job["size"], job["size"]) > 0.8).float()
    adam = torch.optim.Adam(network.parameters(), 1e-3, fused=False)

    def train() -> None:
        adam.zero_grad(set_to_none=True)
        with autocast(job):
            logits = network(images)
        loss = F.binary_cross_entropy_with_logits(logits.float(), masks)
        loss.backward()
        adam.step()
        loss.item()

    def infer() -> None:
        with torch.inference_mode(), autocast(job):
            network(images).sigmoid().float().cpu()

    training = job["work"] == "training"
    network.train(training)
    return Prepared(train if training else infer, count_parameters(network))


def prepare_convolution(job: dict) -> Prepared:
    """3 x 3, stride 1, padded; the passes alone, without autograd."""
    inputs, outputs, size = job["inputs"], job["outputs"], job["size"]
    form = {"dtype": TYPES[job["precision"]], "memory_format": torch.channels_last}
    x = random(job["batch"], inputs, size, size).to(**form)
    w = random(outputs, inputs, 3, 3).to(**form)
    dy = random(job["batch"], outputs, size, size).to(**form)
    wanted = {"input-gradient": [True, False, False], "filter-gradient": [False, True, False]}

    def step() -> None:
        if job["pass"] == "forward":
            torch.conv2d(x, w, padding=1)
        else:
            torch.ops.aten.convolution_backward(
                dy, x, w, None, [1, 1], [1, 1], [1, 1], False, [0, 0], 1, wanted[job["pass"]]
            )
        synchronize()

    return Prepared(torch.inference_mode()(step))


def prepare_product(job: dict) -> Prepared:
    a, b = (random(job["size"], job["size"]).to(TYPES[job["precision"]]) for _ in "ab")

    def step() -> None:
        torch.mm(a, b)
        synchronize()

    return Prepared(torch.inference_mode()(step))


def synchronize() -> None:
    if DEVICE.type == "cuda":
        torch.cuda.synchronize()


PREPARE = {
    "network": prepare_network,
    "convolution": prepare_convolution,
    "product": prepare_product,
}


def prepare(job: dict) -> Prepared:
    if job["precision"] == "bf16" and not does_bf16():
        raise Unsupported("this processor computes bf16 only by emulation")
    return PREPARE[job["kind"]](job)


def does_bf16() -> bool:
    if DEVICE.type == "cuda":
        return torch.cuda.is_bf16_supported()
    return torch.ops.mkldnn._is_mkldnn_bf16_supported()


torch.set_num_threads(int(sys.argv[2]))
torch.rand(1, device=DEVICE)
words = f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads"
if DEVICE.type == "cuda":
    words = f"PyTorch {torch.__version__}, {torch.cuda.get_device_name()}"
facts = {"words": words, "engine_seconds": time.perf_counter() - START}
serve(channel, facts, prepare)
