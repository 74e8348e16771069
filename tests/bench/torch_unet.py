"""The peer of engines.ts: the same U-Net in PyTorch, float32, on the CPU.

Prints {"training": s, "inference": s}, seconds an image, best of a few steps.
Arguments: filters, batch, size, steps.
"""
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

FILTERS, BATCH, SIZE, STEPS = map(int, sys.argv[1:5])


def double(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(inplace=True),
        nn.Conv2d(outputs, outputs, 3, padding=1), nn.ReLU(inplace=True),
    )


class UNet(nn.Module):
    def __init__(self, filters: int) -> None:
        super().__init__()
        widths = [filters * 2**level for level in range(4)]
        self.down = nn.ModuleList(
            double(i, o) for i, o in zip([3, *widths[:2]], widths[:3])
        )
        self.bottom = double(widths[2], widths[3])
        self.grow = nn.ModuleList(
            nn.ConvTranspose2d(widths[l + 1], widths[l], 2, stride=2) for l in range(3)
        )
        self.up = nn.ModuleList(double(2 * widths[l], widths[l]) for l in range(3))
        self.head = nn.Conv2d(filters, 1, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        skips = []
        for block in self.down:
            x = block(x)
            skips.append(x)
            x = F.max_pool2d(x, 2)
        x = self.bottom(x)
        for level in (2, 1, 0):
            x = self.up[level](torch.cat([self.grow[level](x), skips[level]], 1))
        return self.head(x)


def best_of(step) -> float:
    best = float("inf")
    for i in range(STEPS):
        start = time.perf_counter()
        step()
        if i:
            best = min(best, (time.perf_counter() - start) / BATCH)
    return best


model = UNet(FILTERS).to(memory_format=torch.channels_last)
images = torch.rand(BATCH, 3, SIZE, SIZE).to(memory_format=torch.channels_last)
masks = (torch.rand(BATCH, 1, SIZE, SIZE) > 0.8).float()
adam = torch.optim.Adam(model.parameters(), 1e-3)


def train() -> None:
    adam.zero_grad(set_to_none=True)
    F.binary_cross_entropy_with_logits(model(images), masks).backward()
    adam.step()


def predict() -> None:
    with torch.inference_mode():
        model(images).sigmoid()


print(json.dumps({"training": best_of(train), "inference": best_of(predict)}))
