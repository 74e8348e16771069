"""The networks of src/architectures in PyTorch, with as many parameters.

Channels first in the shapes, as PyTorch has it; logits come out, not
probabilities, since PyTorch's loss wants those.
"""
import torch
from torch import nn
from torch.nn import functional as F


def convolution(inputs: int, outputs: int, batch_norm: bool) -> list[nn.Module]:
    """3 x 3, padded, then ReLU; with batch normalisation its shift is the bias."""
    layers: list[nn.Module] = [nn.Conv2d(inputs, outputs, 3, padding=1, bias=not batch_norm)]
    if batch_norm:
        # TensorFlow's momentum of 0.99 is PyTorch's of 0.01.
        layers.append(nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01))
    return [*layers, nn.ReLU(inplace=True)]


def double(inputs: int, outputs: int, batch_norm: bool) -> nn.Sequential:
    return nn.Sequential(
        *convolution(inputs, outputs, batch_norm), *convolution(outputs, outputs, batch_norm)
    )


class UNet(nn.Module):
    def __init__(self, filters: int, batch_norm: bool = False, depth: int = 3) -> None:
        super().__init__()
        widths = [filters * 2**level for level in range(depth + 1)]
        self.down = nn.ModuleList(
            double(i, o, batch_norm) for i, o in zip([3, *widths], widths[:-1])
        )
        self.bottom = double(widths[-2], widths[-1], batch_norm)
        self.grow = nn.ModuleList(
            nn.ConvTranspose2d(2 * width, width, 2, stride=2) for width in widths[:-1]
        )
        self.up = nn.ModuleList(
            double(2 * width, width, batch_norm) for width in widths[:-1]
        )
        self.head = nn.Conv2d(filters, 1, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        skips = []
        for block in self.down:
            x = block(x)
            skips.append(x)
            x = F.max_pool2d(x, 2)
        x = self.bottom(x)
        for level in reversed(range(len(skips))):
            x = self.up[level](torch.cat([self.grow[level](x), skips[level]], 1))
        return self.head(x)


class UNetPlusPlus(nn.Module):
    """Node (i, j): level i, j-th from the left, fed by all nodes left of it on
    its level and by the upsampled node (i + 1, j - 1)."""

    def __init__(self, filters: int, depth: int = 3) -> None:
        super().__init__()
        widths = [filters * 2**level for level in range(depth + 1)]
        self.depth = depth
        self.backbone = nn.ModuleList(
            double(i, o, False) for i, o in zip([3, *widths], widths)
        )
        places = [(i, j) for j in range(1, depth + 1) for i in range(depth + 1 - j)]
        self.grow = nn.ModuleDict({
            f"{i}_{j}": nn.ConvTranspose2d(widths[i + 1], widths[i], 2, stride=2)
            for i, j in places
        })
        self.nodes = nn.ModuleDict({
            f"{i}_{j}": double((j + 1) * widths[i], widths[i], False) for i, j in places
        })
        self.head = nn.Conv2d(filters, 1, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        rows: list[list[torch.Tensor]] = []
        for level, block in enumerate(self.backbone):
            x = block(F.max_pool2d(x, 2) if level else x)
            rows.append([x])
        for j in range(1, self.depth + 1):
            for i in range(self.depth + 1 - j):
                grown = self.grow[f"{i}_{j}"](rows[i + 1][j - 1])
                rows[i].append(self.nodes[f"{i}_{j}"](torch.cat([*rows[i], grown], 1)))
        return self.head(rows[0][-1])


def build_network(name: str, filters: int) -> nn.Module:
    if name == "unet-plus-plus":
        return UNetPlusPlus(filters)
    return UNet(filters, batch_norm=name == "unet-batch-norm")


def count_parameters(network: nn.Module) -> int:
    """As TensorFlow counts: with the moving means and variances."""
    statistics = (b for b in network.buffers() if b.dim() > 0)
    return sum(t.numel() for t in [*network.parameters(), *statistics])
