"""Trains karyon-small in PyTorch as Karyon does, until the validation is good enough.

Argument: a folder that ../time_to_quality_files.ts has written: first weights,
learning rates, and the images of all epochs as Karyon varied them, so that varying
them costs nothing here. Eager, channels_last; bf16 by autocast. Prints a line of JSON
with facts and one an epoch.
"""
import copy
import json
import math
import sys
import time
from typing import Iterator

from serve import open_channel

channel = open_channel()
import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402
from karyon_small import KaryonSmall  # noqa: E402
from pytorch_networks import count_parameters  # noqa: E402


def say(line: dict) -> None:
    print(json.dumps(line), file=channel)


def read(path: str, kind: torch.dtype, *shape: int) -> torch.Tensor:
    """A file's values, taken from the disk where they are looked at."""
    return torch.from_file(path, size=math.prod(shape), dtype=kind).reshape(shape)


def channels_first(images: torch.Tensor) -> torch.Tensor:
    """Of images whose channels come last, which they go on doing in memory."""
    return images.permute(0, 3, 1, 2)


def dice_loss(logits: torch.Tensor, masks: torch.Tensor) -> torch.Tensor:
    p = logits.sigmoid()
    shared = (p * masks).sum((1, 2, 3))
    both = p.sum((1, 2, 3)) + masks.sum((1, 2, 3))
    return 1 - ((2 * shared + 1) / (both + 1)).mean()


def tversky_loss(logits: torch.Tensor, masks: torch.Tensor) -> torch.Tensor:
    p = logits.sigmoid()
    hit = (p * masks).sum((1, 2, 3))
    extra, missed = p.sum((1, 2, 3)) - hit, masks.sum((1, 2, 3)) - hit
    return 1 - ((hit + 1) / (hit + 0.2 * extra + 0.8 * missed + 1)).mean()


cross_entropy = F.binary_cross_entropy_with_logits

LOSSES = {
    "binary cross-entropy": cross_entropy,
    "dice": dice_loss,
    "binary cross-entropy + dice": lambda z, y: cross_entropy(z, y) + dice_loss(z, y),
    "binary cross-entropy + tversky": lambda z, y: cross_entropy(z, y) + tversky_loss(z, y),
}


def mean_iou(predicted: torch.Tensor, truth: torch.Tensor) -> float:
    """The mean over images of the mean of nucleus's and background's IoU; of 0 / 0, 1.

    Both [images, height, width], true for nucleus.
    """

    def iou(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        shared, either = ((a & b).sum((1, 2)), (a | b).sum((1, 2)))
        return torch.where(either == 0, 1.0, shared.double() / either)

    return ((iou(predicted, truth) + iou(~predicted, ~truth)) / 2).mean().item()


class Average:
    """The running mean of weights."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.network = copy.deepcopy(network).eval()
        self.decay = decay
        self.updates = 0
        self.kept, self.seen = (tensors_of(one) for one in (self.network, network))

    @torch.no_grad()
    def update(self) -> None:
        stays = min(self.decay, (1 + self.updates) / (10 + self.updates))
        torch._foreach_lerp_(self.kept, self.seen, 1 - stays)
        self.updates += 1


def tensors_of(network: nn.Module) -> list[torch.Tensor]:
    return [t.data for t in network.parameters() if t.dim() > 0]


class Training:
    def __init__(self, folder: str) -> None:
        with open(f"{folder}/plan.json") as file:
            self.plan = json.load(file)
        plan, self.folder, size = self.plan, folder, self.plan["size"]
        torch.set_num_threads(plan["threads"])
        self.is_bf16 = plan["precision"] == "bf16"
        if self.is_bf16 and not torch.ops.mkldnn._is_mkldnn_bf16_supported():
            raise ValueError("this processor computes bf16 only by emulation")
        count = plan["validation"]
        self.images = channels_first(
            read(f"{folder}/validation_images.f32", torch.float32, count, size, size, 3).clone()
        )
        self.masks = read(f"{folder}/validation_masks.u8", torch.uint8, count, size, size) > 0
        self.network = KaryonSmall()
        shapes = [entry["shape"] for entry in plan["weights"]]
        sizes = [math.prod(shape) for shape in shapes]
        values = read(f"{folder}/weights.f32", torch.float32, sum(sizes)).split(sizes)
        self.network.carry_over(
            [entry["name"] for entry in plan["weights"]],
            [value.reshape(shape) for value, shape in zip(values, shapes)],
        )
        self.network.to(memory_format=torch.channels_last)

    def expect_same(self) -> None:
        """Sees that network and metric give Karyon's numbers, before anything is timed."""
        size = self.plan["size"]
        expected = read(f"{self.folder}/probabilities.f32", torch.float32, 1, 1, size, size)
        with torch.inference_mode():
            found = self.network.eval()(self.images[:1]).sigmoid()
        difference = (found - expected).abs().max().item()
        if not difference < 1e-3:
            raise ValueError(f"Expected Karyon's probabilities but found {difference} between")
        expected_iou = self.plan["neighbours_mean_iou"]
        found_iou = mean_iou(self.masks, self.masks.roll(-1, 0))
        if not abs(found_iou - expected_iou) < 1e-9:
            raise ValueError(f"Expected a Mean IoU of {expected_iou} but found {found_iou}")

    def autocast(self) -> torch.autocast:
        return torch.autocast("cpu", torch.bfloat16, enabled=self.is_bf16)

    def batches(self, epoch: int) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        area, sizes = self.plan["size"] ** 2, self.plan["batches"][epoch]
        shape = (-1, self.plan["size"], self.plan["size"])
        path = f"{self.folder}/epoch-{epoch + 1}.u8"
        values = read(path, torch.uint8, sum(sizes) * area * 4)
        for batch in values.split([count * area * 4 for count in sizes]):
            images, masks = batch.split([batch.numel() // 4 * 3, batch.numel() // 4])
            yield (
                channels_first(images.reshape(*shape, 3)).float().div_(255),
                masks.reshape(shape)[:, None].float(),
            )

    def validate(self, network: nn.Module) -> float:
        network.eval()
        parts = []
        with torch.inference_mode(), self.autocast():
            for images in self.images.split(self.plan["batch_size"]):
                parts.append(network(images)[:, 0].float().sigmoid() > 0.5)
        return mean_iou(torch.cat(parts), self.masks)

    def run(self) -> None:
        plan, network, loss_of = self.plan, self.network, LOSSES[self.plan["loss"]]
        start = time.perf_counter()
        adam = torch.optim.Adam(network.parameters(), eps=1e-7, betas=(0.9, 0.999), fused=True)
        decay = plan["weight_average"]
        average = None if decay is None else Average(network, decay)
        rates = iter(plan["learning_rates"])
        for epoch in range(len(plan["batches"])):
            network.train()
            total = 0.0
            for images, masks in self.batches(epoch):
                adam.param_groups[0]["lr"] = next(rates)
                adam.zero_grad(set_to_none=True)
                with self.autocast():
                    logits = network(images)
                loss = loss_of(logits.float(), masks)
                loss.backward()
                adam.step()
                if average:
                    average.update()
                total += loss.item() * len(images)
            score = self.validate(average.network if average else network)
            say({
                "epoch": epoch + 1,
                "loss": total / sum(plan["batches"][epoch]),
                "val_mean_iou": score,
                "seconds": time.perf_counter() - start,
            })
            if score >= plan["target"]:
                return


def main() -> None:
    training = Training(sys.argv[1])
    plan = training.plan
    if plan["loss"] not in LOSSES:
        raise ValueError(f"Expected a loss among {', '.join(LOSSES)} but found {plan['loss']}")
    say({
        "words": f"PyTorch {torch.__version__}, {plan['threads']} thread{'s' * (plan['threads'] > 1)}, "
        + ("bf16 by autocast" if training.is_bf16 else "float32"),
        "parameters": count_parameters(training.network),
        "train": sum(plan["batches"][0]),
        "validation": plan["validation"],
    })
    training.expect_same()
    training.run()


if __name__ == "__main__":
    main()
