import type { Block } from "./blocks.ts";

/**
 * Joins a block without convolutions, such as one that only enlarges, with the
 * one block of the same resolution that takes it: by itself it says nothing.
 */
export function foldBare(blocks: readonly Block[]): Block[] {
  const kept = new Set(blocks);
  for (const bare of blocks) {
    if (bare.end || bare.convolutions > 0) continue;
    const takers = [...kept].filter((block) => block.inputs.has(bare.id));
    const [taker] = takers;
    if (taker === undefined || takers.length > 1 || taker.end) continue;
    if (taker.scale !== bare.scale) continue;
    taker.inputs.delete(bare.id);
    for (const input of bare.inputs) taker.inputs.add(input);
    kept.delete(bare);
  }
  return [...kept];
}

/**
 * Takes blocks out that only carry a map to another resolution, of one
 * convolution at most: they become the arrow between what they join, as in the
 * figures of papers. A network that is one long chain has none.
 */
export function foldPassages(blocks: readonly Block[]): Block[] {
  const kept = new Map(blocks.map((block) => [block.id, block]));
  const takersOf = (id: number) => [...kept.values()].filter((b) => b.inputs.has(id));
  // The last first: of several in a row, only that one leads to where ways meet.
  for (const passage of blocks.toReversed()) {
    const { id, scale, inputs } = passage;
    const [from] = [...inputs].map((input) => kept.get(input)!);
    const [to, ...others] = takersOf(id);
    if (from === undefined || to === undefined) continue;
    if (inputs.size > 1 || others.length > 0 || passage.convolutions > 1) continue;
    if (passage.end || from.end || to.end) continue;
    const isOnTheWay = (scale - from.scale) * (to.scale - scale) >= 0 &&
      from.scale !== to.scale;
    const isAside = to.inputs.size > 1 || takersOf(from.id).length > 1;
    if (!isOnTheWay || !isAside) continue;
    to.inputs.delete(id);
    to.inputs.add(from.id);
    kept.delete(id);
  }
  return [...kept.values()];
}

/** Joining can put a block before one that it takes. */
export function topological(blocks: readonly Block[]): Block[] {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const ordered = new Set<Block>();
  const visit = (block: Block) => {
    if (ordered.has(block)) return;
    for (const input of block.inputs) visit(byId.get(input)!);
    ordered.add(block);
  };
  blocks.forEach(visit);
  return [...ordered];
}
