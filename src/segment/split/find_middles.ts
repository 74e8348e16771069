/** Depths are told apart in so many steps: enough for a tenth of a pixel in any image. */
const STEPS = 4096;

/** The mask's pixels from the deepest to the shallowest, by counting. */
function sortByDepth(
  depths: Float32Array,
  mask: Uint8Array,
  deepest: number,
): Int32Array {
  const scale = (STEPS - 1) / deepest;
  const stepOf = (at: number) => STEPS - 1 - Math.round(depths[at]! * scale);
  const begins = new Int32Array(STEPS + 1);
  for (let at = 0; at < mask.length; at++) if (mask[at] !== 0) begins[stepOf(at) + 1]!++;
  for (let step = 0; step < STEPS; step++) begins[step + 1]! += begins[step]!;
  const order = new Int32Array(begins[STEPS]!);
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] !== 0) order[begins[stepOf(at)]!++] = at;
  }
  return order;
}

/**
 * Finds where nuclei have their middles: local maxima of depth that stand out. The
 * mask emerges from the deepest pixel on; where two islands meet, the lower one was
 * an island of its own if the water between is deeper than a share of its height
 * (h-maxima, Soille, "Morphological image analysis", 2003, with a height in
 * proportion, so that small nuclei are split as large ones are).
 *
 * @param depths above 0 in the mask, finite
 * @param share 0..1: the waist between two nuclei is below it times the lower depth
 * @returns 0, or for the pixels deeper than `share` of the middle the middle's number
 */
export function findMiddles(
  depths: Float32Array,
  mask: Uint8Array,
  width: number,
  share: number,
): Int32Array {
  let deepest = 0;
  for (const depth of depths) if (depth > deepest) deepest = depth;
  const order = sortByDepth(depths, mask, deepest);
  const islands = new Int32Array(depths.length);
  // Of every island: which larger one it has joined (itself: none), and its height.
  const joined = [0], heights = [0];
  const rootOf = (island: number) => {
    while (joined[island] !== island) {
      island = joined[island] = joined[joined[island]!]!;
    }
    return island;
  };
  for (const at of order) {
    const x = at % width, depth = depths[at]!;
    let best = 0;
    for (let side = 0; side < 4; side++) {
      if (side === 0 ? x === 0 : side === 1 && x === width - 1) continue;
      const to = side === 0
        ? at - 1
        : side === 1
        ? at + 1
        : side === 2
        ? at - width
        : at + width;
      const island = islands[to] ?? 0;
      if (island === 0) continue;
      const root = rootOf(island);
      if (best === 0 || root === best) {
        best = root;
        continue;
      }
      const [high, low] = heights[root]! > heights[best]! ? [root, best] : [best, root];
      if (depth >= share * heights[low]!) joined[low] = high;
      best = high;
    }
    if (best === 0) {
      best = joined.length;
      joined.push(best);
      heights.push(depth);
    }
    islands[at] = best;
  }
  for (let at = 0; at < islands.length; at++) {
    if (islands[at] === 0) continue;
    const root = rootOf(islands[at]!);
    islands[at] = depths[at]! >= share * heights[root]! ? root : 0;
  }
  return islands;
}
