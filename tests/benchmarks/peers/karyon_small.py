"""The network of src/architectures/karyon_small.ts in PyTorch.

Logits come out, not probabilities. Each part has the name of its layer there, so
that weights can be carried over.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

WIDTHS = (1, 1.5, 2, 2.5, 3)
ENCODER_UNITS = (0, 1, 1, 2, 1)
DECODER_UNITS = (0, 0, 1, 1)
FIRST_SQUEEZED = 3

NAMES = {
    "kernel": "weight",
    "bias": "bias",
}


class KaryonSmall(nn.Module):
    def __init__(self, filters: int = 32) -> None:
        super().__init__()
        self.parts = nn.ModuleDict()
        widths = [math.ceil(filters * width) for width in WIDTHS]
        below = 3
        for level, (width, units) in enumerate(zip(widths, ENCODER_UNITS), 1):
            self._add_convolution(f"down_{level}", below, width, stride=2)
            self._add_block(f"encoder_{level}", width, units, level >= FIRST_SQUEEZED)
            below = width
        for level in range(len(DECODER_UNITS), 0, -1):
            width = widths[level - 1]
            self.parts[f"up_{level}"] = nn.ConvTranspose2d(below, width, 2, stride=2)
            self._add_block(f"decoder_{level}", width, DECODER_UNITS[level - 1], False)
            below = width
        self.parts["up_0"] = nn.ConvTranspose2d(below, 8, 2, stride=2)
        self.parts["decoder_0"] = nn.Conv2d(8 + 3, 16, 3, padding=1)
        self.parts["nucleus"] = nn.Conv2d(16, 1, 1)

    def _add_convolution(self, name: str, inputs: int, outputs: int, stride: int = 1) -> None:
        self.parts[name] = nn.Conv2d(inputs, outputs, 3, stride, padding=1)

    def _add_block(self, name: str, width: int, units: int, squeezed: bool) -> None:
        if units == 0:
            self._add_convolution(f"{name}_only", width, width)
        for unit in range(1, units + 1):
            self._add_convolution(f"{name}_{unit}_a", width, width)
            self._add_convolution(f"{name}_{unit}_b", width, width)
            if squeezed:
                hidden = max(4, width // 8)
                self.parts[f"{name}_{unit}_reduce"] = nn.Linear(width, hidden)
                self.parts[f"{name}_{unit}_excite"] = nn.Linear(hidden, width)

    def _unit(self, name: str, x: torch.Tensor) -> torch.Tensor:
        y = F.relu(self.parts[f"{name}_a"](x), inplace=True)
        y = self.parts[f"{name}_b"](y)
        if f"{name}_reduce" in self.parts:
            means = y.mean((2, 3))
            hidden = F.relu(self.parts[f"{name}_reduce"](means))
            y = y * self.parts[f"{name}_excite"](hidden).sigmoid()[:, :, None, None]
        return F.relu(x + y, inplace=True)

    def _block(self, name: str, x: torch.Tensor, units: int) -> torch.Tensor:
        if units == 0:
            return F.relu(self.parts[f"{name}_only"](x), inplace=True)
        for unit in range(1, units + 1):
            x = self._unit(f"{name}_{unit}", x)
        return x

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        skips = []
        x = image
        for level, units in enumerate(ENCODER_UNITS, 1):
            x = F.relu(self.parts[f"down_{level}"](x), inplace=True)
            x = self._block(f"encoder_{level}", x, units)
            skips.append(x)
        for level in range(len(DECODER_UNITS), 0, -1):
            x = self.parts[f"up_{level}"](x) + skips[level - 1]
            x = self._block(f"decoder_{level}", x, DECODER_UNITS[level - 1])
        x = torch.cat([self.parts["up_0"](x), image], 1)
        x = F.relu(self.parts["decoder_0"](x), inplace=True)
        return self.parts["nucleus"](x)

    @torch.no_grad()
    def carry_over(self, names: list[str], values: list[torch.Tensor]) -> None:
        """Takes the weights that Karyon's network has, all of them, once each."""
        taken = set()
        for name, value in zip(names, values, strict=True):
            layer, kind = name.split("/")
            own = getattr(self.parts[layer], NAMES[kind])
            if value.dim() == 4:
                # Height, width, in, out; turned by half, as the images are.
                value = value.permute(3, 2, 0, 1).flip(2, 3)
            elif value.dim() == 2:
                value = value.t()
            if own.shape != value.shape:
                raise ValueError(
                    f"Expected {name} as {list(own.shape)} but found {list(value.shape)}"
                )
            own.copy_(value)
            taken.add(id(own))
        tensors = list(self.parameters())
        if len(taken) != len(tensors):
            raise ValueError(f"Expected {len(tensors)} weights but found {len(taken)}")
