import { kindOf } from "./layer_kinds.ts";
import type { Interval } from "./layer_reach.ts";
import type { LinkedLayer } from "./linked_layer.ts";

const span = (a: Interval | undefined, b: Interval): Interval =>
  a === undefined ? b : [Math.min(a[0], b[0]), Math.max(a[1], b[1])];

/**
 * Follows places of a layer's output back to the network's input.
 *
 * Where two ways meet, as at a skip connection, the wider reach on either side
 * counts. Places beyond the border are counted like any other: it is the field
 * that the layer would have in the middle of an image of any size.
 *
 * @param layers every layer after those that it takes from
 * @param end index of the layer whose output is looked at
 * @returns the first and the last pixel, each infinite where there is no end
 */
export function fieldOf(
  layers: readonly LinkedLayer[],
  end: number,
  place: number,
  axis: 0 | 1,
): Interval {
  const asked = new Map<LinkedLayer, Interval>([[layers[end]!, [place, place]]]);
  let field: Interval | undefined;
  for (let i = end; i >= 0; i--) {
    const layer = layers[i]!;
    const places = asked.get(layer);
    if (places === undefined) continue;
    if (layer.sources.length === 0) field = span(field, places);
    const { reach } = kindOf(layer);
    layer.sources.forEach((source, j) => {
      const isStretched = layer.inputs[j]![axis] === 1 && layer.output[axis] > 1 &&
        layer.sources.length > 1;
      // Layers that join maps look at the same place of each.
      const found = isStretched ? [0, 0] as const : reach(places, layer, axis);
      asked.set(source, span(asked.get(source), found));
    });
  }
  return field!;
}

/**
 * The receptive field's size along one axis: pixels of the input, from the first
 * to the last, that can change one number of a layer's output. Where layers of
 * several resolutions meet, not all places see equally far: the farthest counts.
 *
 * @returns pixels, `Infinity` where one place sees the whole image whatever its
 *   size
 */
export function receptiveField(
  layers: readonly LinkedLayer[],
  end: number,
  axis: 0 | 1,
): number {
  const shortest = Math.min(...layers.map(({ output }) => output[axis]));
  // After so many places the pattern begins again.
  const period = Math.min(
    layers[end]!.output[axis],
    Math.ceil(layers[0]!.output[axis] / shortest),
  );
  let longest = 0;
  for (let place = 0; place < period; place++) {
    const [first, last] = fieldOf(layers, end, place, axis);
    longest = Math.max(longest, last - first + 1);
    if (longest === Infinity) break;
  }
  return longest;
}
