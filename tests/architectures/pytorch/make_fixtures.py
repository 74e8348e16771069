"""Makes the fixtures that hold what PyTorch computes for small random networks.

    pip install torch==2.13.0 safetensors==0.8.0 numpy==2.4.6
    python tests/architectures/pytorch/make_fixtures.py

Each is a safetensors file: `image` and `probability`, and every weight in
PyTorch's layout under the name of Karyon's layer, such as `encoder_1_a.weight`.
Its metadata holds the options that build the same network here.
"""
import json
import re
from pathlib import Path

import torch
from networks import HRNet, UNet, UNetPlusPlus
from safetensors.torch import save_file



def one_up(text):
    """Karyon counts from 1."""
    return str(int(text) + 1)


# From names of PyTorch's modules to names of Karyon's layers, the first that fits.
NAMES = [
    (
        r"(encoder|decoder|up)\.(\d+)\.?([ab]?)",
        lambda m: f"{m[1]}_{one_up(m[2])}" + (m[3] and f"_{m[3]}"),
    ),
    (r"bottleneck\.([ab])", lambda m: f"bottleneck_{m[1]}"),
    (r"(block|up)\.(\d+_\d+)\.?([ab]?)", lambda m: f"{m[1]}_{m[2]}" + (m[3] and f"_{m[3]}")),
    (r"stem\.(\d)", lambda m: "stem" if m[1] == "0" else f"stem_{one_up(m[1])}"),
    (r"mix", lambda m: "head"),
    (r"begin\.(\d)", lambda m: f"branch_{one_up(m[1])}"),
    (
        r"unit\.(\d)_(\d)_(\d)\.([ab])",
        lambda m: f"stage_{one_up(m[1])}_branch_{one_up(m[2])}_unit_{one_up(m[3])}_{m[4]}",
    ),
    (
        r"carry\.(\d)_(\d)_(\d)\.(\d)",
        lambda m: f"stage_{one_up(m[1])}_from_{one_up(m[2])}_to_{one_up(m[3])}"
        + (f"_step_{one_up(m[4])}" if m[3] > m[2] else ""),
    ),
]


def layer_name(name, heads):
    """`encoder.0.a.norm.weight` to `encoder_1_a_norm.weight`."""
    if match := re.match(r"heads\.(\d+)\.(\w+)$", name):
        return f"nucleus{f'_{one_up(match[1])}' if heads > 1 else ''}.{match[2]}"
    for pattern, give in NAMES:
        if match := re.match(rf"{pattern}\.?((?:conv|norm)?)\.?(weight|bias|running_\w+)$", name):
            part, kind = match.groups()[-2:]
            return f"{give(match)}{'_norm' if part == 'norm' else ''}.{kind}"
    raise ValueError(f"Expected a name in the table but found {name}")


def randomise(network, image):
    """Draws all weights, and spreads each head's probabilities over most of 0..1."""
    for name, tensor in network.state_dict().items():
        if "num_batches" in name:
            continue
        if name.endswith("norm.weight") or name.endswith("running_var"):
            tensor.uniform_(0.5, 1.5)
        elif tensor.ndim == 1:
            tensor.normal_(0, 0.3)
        else:
            # A transposed kernel has its inputs first, and each place meets one weight.
            is_up = name.startswith("up") and tensor.shape[-1] == 2
            fan = tensor.shape[0] if is_up else tensor[0].numel()
            tensor.normal_(0, (2 / fan) ** 0.5)
    for head, logits in zip(network.heads, network(image)):
        scale = 1.3 * len(network.heads) ** 0.5 / logits.std()
        head.bias.copy_((head.bias - logits.mean()) * scale)
        head.weight *= scale


def weights_of(network):
    """Every weight under the name of the layer here."""
    weights = {}
    for name, tensor in network.state_dict().items():
        if "num_batches" in name:
            continue
        weights[layer_name(name, len(network.heads))] = tensor.clone().contiguous()
    if isinstance(network, HRNet):
        # Karyon applies the head's kernel to each branch before it is enlarged.
        kernel = weights.pop("head.weight")
        widths = [network.stem[0].conv.out_channels << b for b in range(network.branches)]
        for b, part in enumerate(kernel.split(widths, dim=1)):
            weights[f"head_{b + 1}.weight"] = part.contiguous()
    if isinstance(network, UNet) and network.bilinear:
        # There, the convolution is before the doubling, and a layer of its own.
        weights = {
            re.sub(r"^(up_\d+)\.", r"\1_narrow.", name): tensor
            for name, tensor in weights.items()
        }
    return weights


# The network, what builds it here, and the options that build it there.
CASES = {
    "unet": (UNet, dict(filters=2, depth=2, norm=False), dict(normalization="none")),
    "unet_batch": (UNet, dict(filters=3, depth=3, norm=True), dict(normalization="batch")),
    "unet_bilinear": (
        UNet,
        dict(filters=2, depth=2, norm=True, bilinear=True),
        dict(normalization="batch", upsampling="bilinear"),
    ),
    "unet_plus_plus": (
        UNetPlusPlus,
        dict(filters=3, depth=3, norm=True),
        dict(normalization="batch", deepSupervision=True),
    ),
    "hrnet": (HRNet, dict(filters=2, branches=4, units=2, stem=1), {}),
    "hrnet_stem": (HRNet, dict(filters=2, branches=3, units=1, stem=4), {}),
}
SHARED = ("filters", "depth", "branches", "units", "stem")


@torch.no_grad()
def main():
    torch.manual_seed(1)
    for name, (build, given, options) in CASES.items():
        network = build(**given).eval()
        options = {**options, **{key: given[key] for key in SHARED if key in given}}
        image = torch.rand(1, 3, 32, 48)
        randomise(network, image)
        heads = [torch.sigmoid(logits) for logits in network(image)]
        probability = torch.stack(heads).mean(0)
        tensors = {"image": image, "probability": probability, **weights_of(network)}
        path = Path(__file__).with_name(f"{name}.safetensors")
        save_file(tensors, path, {"options": json.dumps(options)})
        low, high = probability.quantile(torch.tensor([0.05, 0.95])).tolist()
        print(f"{path.name}: {path.stat().st_size} bytes, probabilities {low:.2f}..{high:.2f}")


if __name__ == "__main__":
    main()
