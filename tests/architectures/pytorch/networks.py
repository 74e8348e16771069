"""U-Net, U-Net++ and HRNet in PyTorch, written from the papers.

What the papers leave open, or what Karyon does otherwise, is as its docstrings
say. Maps are [batch, channels, height, width]; logits come out.
"""
import torch
from torch import nn
from torch.nn import functional as F

# Keras's constant beside the variance; PyTorch's own is 1e-5.
EPSILON = 1e-3


class Convolution(nn.Module):
    """A padded convolution, then batch normalisation or a bias, then a ReLU or not."""

    def __init__(self, inputs, outputs, kernel=3, stride=1, norm=True, active=True):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride=stride, bias=not norm)
        self.norm = nn.BatchNorm2d(outputs, eps=EPSILON) if norm else None
        self.active = active
        # TensorFlow pads an even side before a stride of 2 at the end alone, where
        # PyTorch's padding=1 would pad both ends.
        self.before = 0 if stride == 2 else kernel // 2
        self.after = kernel // 2

    def forward(self, x):
        x = F.pad(x, (self.before, self.after, self.before, self.after))
        x = self.conv(x)
        if self.norm is not None:
            x = self.norm(x)
        return F.relu(x) if self.active else x


def enlarge(x, factor):
    """Bilinear on the grid of TensorFlow.js's stock layer, with place i at i / factor.

    F.interpolate has two other grids, so it is written out: each place is between
    the one at or before it and the next, the last of which is repeated.
    """
    for axis in (2, 3):
        length = x.shape[axis]
        at = torch.arange(length * factor) / factor
        before = at.floor().long()
        after = (before + 1).clamp(max=length - 1)
        shape = [-1 if d == axis else 1 for d in range(4)]
        part = (at - before).reshape(shape)
        x = x.index_select(axis, before) * (1 - part) + x.index_select(axis, after) * part
    return x


class Double(nn.Module):
    """Two 3 x 3 convolutions."""

    def __init__(self, inputs, outputs, norm):
        super().__init__()
        self.a = Convolution(inputs, outputs, norm=norm)
        self.b = Convolution(outputs, outputs, norm=norm)

    def forward(self, x):
        return self.b(self.a(x))


class UNet(nn.Module):
    """Contracting path, bottleneck, expanding path; each skip is concatenated."""

    def __init__(self, filters, depth, norm, bilinear=False):
        super().__init__()
        self.bilinear = bilinear
        width = [filters << level for level in range(depth + 1)]
        self.encoder = nn.ModuleList(
            Double(width[i - 1] if i else 3, width[i], norm) for i in range(depth)
        )
        self.bottleneck = Double(width[depth - 1], width[depth], norm)
        self.up = nn.ModuleList(
            nn.Conv2d(width[i + 1], width[i], 1)
            if bilinear
            else nn.ConvTranspose2d(width[i + 1], width[i], 2, stride=2)
            for i in range(depth)
        )
        self.decoder = nn.ModuleList(
            Double(2 * width[i], width[i], norm) for i in range(depth)
        )
        self.heads = nn.ModuleList([nn.Conv2d(filters, 1, 1)])

    def forward(self, x):
        kept = []
        for block in self.encoder:
            kept.append(block(x))
            x = F.max_pool2d(kept[-1], 2)
        x = self.bottleneck(x)
        for i in reversed(range(len(kept))):
            x = self.up[i](enlarge(x, 2) if self.bilinear else x)
            x = self.decoder[i](torch.cat([x, kept[i]], dim=1))
        return [self.heads[0](x)]


class UNetPlusPlus(nn.Module):
    """X(i,j) = H([X(i,0), ..., X(i,j-1), U(X(i+1,j-1))]), a head on each X(0,j)."""

    def __init__(self, filters, depth, norm):
        super().__init__()
        self.depth = depth
        self.block, self.up = nn.ModuleDict(), nn.ModuleDict()
        for i in range(depth + 1):
            own = filters << i
            self.block[f"{i}_0"] = Double(own // 2 if i else 3, own, norm)
            for j in range(1, depth + 1 - i):
                self.up[f"{i}_{j}"] = nn.ConvTranspose2d(2 * own, own, 2, stride=2)
                self.block[f"{i}_{j}"] = Double((j + 1) * own, own, norm)
        self.heads = nn.ModuleList(nn.Conv2d(filters, 1, 1) for _ in range(depth))

    def forward(self, image):
        x = {}
        for i in range(self.depth + 1):
            x[i, 0] = self.block[f"{i}_0"](F.max_pool2d(x[i - 1, 0], 2) if i else image)
        for j in range(1, self.depth + 1):
            for i in range(self.depth + 1 - j):
                taken = [x[i, k] for k in range(j)] + [self.up[f"{i}_{j}"](x[i + 1, j - 1])]
                x[i, j] = self.block[f"{i}_{j}"](torch.cat(taken, dim=1))
        return [head(x[0, j + 1]) for j, head in enumerate(self.heads)]


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.a = Convolution(width, width)
        self.b = Convolution(width, width, active=False)

    def forward(self, x):
        return F.relu(x + self.b(self.a(x)))


class HRNet(nn.Module):
    """Branch b has 1 / 2^b of the stem's size and filters * 2^b channels."""

    def __init__(self, filters, branches, units, stem):
        super().__init__()
        width = [filters << b for b in range(branches)]
        self.branches, self.units, self.shrunk = branches, units, stem
        steps = [1] if stem == 1 else [2] * (stem // 2)
        self.stem = nn.Sequential(*(
            Convolution(filters if i else 3, filters, stride=stride)
            for i, stride in enumerate(steps)
        ))
        self.begin, self.unit, self.carry = nn.ModuleDict(), nn.ModuleDict(), nn.ModuleDict()
        for stage in range(branches):
            if stage:
                self.begin[f"{stage}"] = Convolution(width[stage - 1], width[stage], stride=2)
            for b in range(stage + 1):
                for u in range(units):
                    self.unit[f"{stage}_{b}_{u}"] = Residual(width[b])
                for to in range(stage + 1):
                    if to < b:
                        way = [Convolution(width[b], width[to], kernel=1, active=False)]
                    else:
                        # Only the last step widens, and only it has no ReLU.
                        way = [
                            Convolution(
                                width[b],
                                width[to] if step == to else width[b],
                                stride=2,
                                active=step < to,
                            )
                            for step in range(b + 1, to + 1)
                        ]
                    self.carry[f"{stage}_{b}_{to}"] = nn.Sequential(*way)
        # As in HRNetV2: over all branches, side by side at the largest size.
        self.mix = Convolution(sum(width), filters, kernel=1)
        self.heads = nn.ModuleList([nn.Conv2d(filters, 1, 1)])

    def forward(self, x):
        maps = [self.stem(x)]
        for stage in range(self.branches):
            if stage:
                maps.append(self.begin[f"{stage}"](maps[-1]))
            for b in range(stage + 1):
                for u in range(self.units):
                    maps[b] = self.unit[f"{stage}_{b}_{u}"](maps[b])
            if stage:
                maps = [self.fuse(maps, stage, to) for to in range(stage + 1)]
        joined = torch.cat([enlarge(x, 1 << b) for b, x in enumerate(maps)], dim=1)
        return [enlarge(self.heads[0](self.mix(joined)), self.shrunk)]

    def fuse(self, maps, stage, to):
        total = 0
        for b, x in enumerate(maps):
            x = self.carry[f"{stage}_{b}_{to}"](x)
            total = total + (F.interpolate(x, scale_factor=1 << (b - to)) if to < b else x)
        return F.relu(total)
