import type { LayerRow } from "./blocks.ts";

/** The whole number that a ratio is nearest to: 13 pixels pooled by two are 6. */
const wholeFactor = (ratio: number) => Math.ceil(ratio - 0.5);

/** One number a channel for the whole map. */
const isSqueezed = ({ outputShape: [height, width] }: LayerRow) =>
  height === 1 && width === 1;

/**
 * The layers that find one number a channel for a map and give it back to that
 * map, as a squeeze-and-excitation does: a figure shows them where the map is.
 */
function findGates(layers: readonly LayerRow[]): Set<string> {
  const gates = new Set<string>();
  const takersOf = (name: string) => layers.filter(({ inputs }) => inputs.includes(name));
  for (const layer of layers.toReversed()) {
    if (!isSqueezed(layer) || layer.inputs.length === 0) continue;
    const takers = takersOf(layer.name);
    const givesBack = takers.some((taker) => gates.has(taker.name) || !isSqueezed(taker));
    if (givesBack) gates.add(layer.name);
  }
  return gates;
}

/** How often a map is squeezed to a number a channel that comes back to it. */
export function countGates(layers: readonly LayerRow[]): number {
  return layers.filter(({ type }) => /^Global/.test(type)).length;
}

/**
 * How many times smaller than the network's input each layer's map is. What a
 * convolution without padding or a crop takes off the border does not count: in
 * the U-Net of 2015, all maps of a level have one scale, though not one size. What
 * weighs a map's channels has that map's scale.
 *
 * @param layers each after those that it takes
 * @returns by the layer's name, 1 for an input
 */
export function scaleLayers(layers: readonly LayerRow[]): Map<string, number> {
  const shapes = new Map(layers.map(({ name, outputShape }) => [name, outputShape]));
  const scales = new Map<string, number>();
  const gates = findGates(layers);
  for (const { name, type, outputShape: [height, width], inputs } of layers) {
    // A number a channel that is joined with a map has no say.
    const areaOf = (input: string) => shapes.get(input)![0]! * shapes.get(input)![1]!;
    const from = inputs.toSorted((a, b) => areaOf(b) - areaOf(a))[0];
    if (from === undefined) {
      scales.set(name, 1);
      continue;
    }
    const [before, across] = shapes.get(from)!;
    const down = Math.max(before! / height!, across! / width!);
    const up = Math.max(height! / before!, width! / across!);
    const factor = gates.has(name) || /crop|padding/i.test(type)
      ? 1
      : down >= up
      ? wholeFactor(down)
      : 1 / wholeFactor(up);
    // Three thirds are one.
    scales.set(name, Number((scales.get(from)! * factor).toPrecision(9)));
  }
  return scales;
}
