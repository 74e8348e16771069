/** Layer tables of networks, as `architectureChart()` takes them. */
import type { LayerRow } from "../../src/charts/mod.ts";

/** Collects layers; each method returns the new layer's name. */
class Builder {
  readonly layers: LayerRow[] = [];

  add(
    type: string,
    shape: [number, number, number],
    ...inputs: string[]
  ): string {
    const name = `${type}_${this.layers.length}`;
    this.layers.push({ name, type, outputShape: shape, inputs });
    return name;
  }

  block(side: number, channels: number, input: string): string {
    let last = input;
    for (let i = 0; i < 2; i++) {
      last = this.add("Conv2D", [side, side, channels], last);
      last = this.add("BatchNormalization", [side, side, channels], last);
      last = this.add("Activation", [side, side, channels], last);
    }
    return last;
  }
}

/** A U-Net of some levels, each with half the side and twice the channels. */
export function uNetLayers(levels = 5, side = 256, channels = 16): LayerRow[] {
  const net = new Builder();
  const at = (level: number) => [side >> level, channels << level] as const;
  const skips: string[] = [];
  let last = net.add("InputLayer", [side, side, 3]);
  for (let level = 0; level < levels; level++) {
    const [s, c] = at(level);
    if (level > 0) last = net.add("MaxPooling2D", [s, s, c / 2], last);
    skips[level] = last = net.block(s, c, last);
  }
  for (let level = levels - 2; level >= 0; level--) {
    const [s, c] = at(level);
    const up = net.add("Conv2DTranspose", [s, s, c], last);
    last = net.block(
      s,
      c,
      net.add("Concatenate", [s, s, 2 * c], skips[level]!, up),
    );
  }
  net.add("Conv2D", [side, side, 1], last);
  return net.layers;
}

/** A U-Net++ of some levels, with deep supervision: the mean of its heads. */
export function uNetPlusPlusLayers(
  levels = 4,
  side = 128,
  channels = 32,
): LayerRow[] {
  const net = new Builder();
  const at = (level: number) => [side >> level, channels << level] as const;
  const nodes: string[][] = [];
  let last = net.add("InputLayer", [side, side, 3]);
  for (let level = 0; level < levels; level++) {
    const [s, c] = at(level);
    if (level > 0) last = net.add("MaxPooling2D", [s, s, c / 2], last);
    last = net.block(s, c, last);
    nodes[level] = [last];
    for (let above = level - 1, j = 1; above >= 0; above--, j++) {
      const [s, c] = at(above);
      const up = net.add(
        "UpSampling2D",
        [s, s, 2 * c],
        nodes[above + 1]![j - 1]!,
      );
      const all = net.add(
        "Concatenate",
        [s, s, (j + 2) * c],
        ...nodes[above]!,
        up,
      );
      nodes[above]!.push(net.block(s, c, all));
    }
  }
  const heads = nodes[0]!.slice(1).map((node) =>
    net.add("Conv2D", [side, side, 1], node)
  );
  net.add("Average", [side, side, 1], ...heads);
  return net.layers;
}
