import { InputError } from "../base/mod.ts";
import { foldBare, foldPassages, topological } from "./fold_blocks.ts";
import { countGates, scaleLayers } from "./scale_layers.ts";

/** What a figure needs to know of one layer of a network. */
export interface LayerRow {
  readonly name: string;
  /** Class of the layer, such as `"Conv2D"`. */
  readonly type: string;
  /** Height, width and channels of what it gives out. */
  readonly outputShape: readonly number[];
  /** Names of the layers that it takes; none for an input. */
  readonly inputs: readonly string[];
}

/** Layers of one resolution that follow each other, drawn as one box. */
export interface Block {
  readonly id: number;
  /** How many times smaller than the network's input; see {@linkcode scaleLayers}. */
  readonly scale: number;
  /** Of its largest map. */
  height: number;
  width: number;
  /** Width of its smallest map, less than `width` where nothing is padded. */
  narrowest: number;
  /** The usual width of its convolutions, or of its only layer. */
  channels: number;
  convolutions: number;
  attentions: number;
  /** Squeeze-and-excitations and their like. */
  gates: number;
  /** Whether it is an input or an output of the network. */
  end: boolean;
  /** Blocks that it takes, without itself. */
  readonly inputs: Set<number>;
}

// A transposed convolution is how some networks go up, not one that looks around.
export const isConvolution = ({ type }: LayerRow): boolean =>
  /conv/i.test(type) && !/transpose/i.test(type);

/** Every layer after all that it takes, or an error that names what is amiss. */
function inOrder(layers: readonly LayerRow[]): LayerRow[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const ordered: LayerRow[] = [];
  const state = new Map<LayerRow, "open" | "done">();
  const visit = (layer: LayerRow) => {
    if (state.get(layer) === "done") return;
    if (state.get(layer) === "open") {
      throw new InputError(
        `architectureChart: Expected no cycle but found one at "${layer.name}"`,
      );
    }
    state.set(layer, "open");
    for (const name of layer.inputs) {
      const input = byName.get(name);
      if (input === undefined) {
        throw new InputError(
          `architectureChart: Expected the inputs of "${layer.name}" among the layers but found "${name}"`,
        );
      }
      visit(input);
    }
    state.set(layer, "done");
    ordered.push(layer);
  };
  layers.forEach(visit);
  return ordered;
}

function expectShape({ name, outputShape }: LayerRow): void {
  if (outputShape.length === 3 && outputShape.every((n) => n > 0)) return;
  throw new InputError(
    `architectureChart: Expected the outputShape of "${name}" to be [height, width, channels] but found ${
      JSON.stringify(outputShape)
    }`,
  );
}

/** Whether `to` depends on `from`. */
function reaches(blocks: readonly Block[], from: number, to: number): boolean {
  const { inputs } = blocks[to]!;
  return inputs.has(from) ||
    [...inputs].some((input) => reaches(blocks, from, input));
}

/**
 * Joins layers to blocks: a layer goes into the block of one of its inputs if the
 * resolution is the same and no path leaves that block and comes back, which is
 * what makes a skip connection visible as one. Inputs and outputs stay alone.
 *
 * @returns blocks, each after all that it takes
 * @throws {InputError} if a shape has not three numbers or an input is unknown
 */
export function toBlocks(layers: readonly LayerRow[]): Block[] {
  const consumed = new Set(layers.flatMap((layer) => layer.inputs));
  const blocks: Block[] = [];
  const members: LayerRow[][] = [];
  const blockOf = new Map<string, Block>();
  const ordered = inOrder(layers);
  ordered.forEach(expectShape);
  const scales = scaleLayers(ordered);
  for (const layer of ordered) {
    const [height, width, channels] = layer.outputShape;
    const scale = scales.get(layer.name)!;
    const inputs = [...new Set(layer.inputs.map((name) => blockOf.get(name)!))];
    const end = layer.inputs.length === 0 || !consumed.has(layer.name);
    const home = end
      ? undefined
      : inputs.toSorted((a, b) => b.id - a.id).find((block) =>
        !block.end && block.scale === scale &&
        inputs.every((other) => other === block || !reaches(blocks, block.id, other.id))
      );
    const block: Block = home ?? {
      id: blocks.length,
      scale,
      height: height!,
      width: width!,
      narrowest: width!,
      channels: channels!,
      convolutions: 0,
      attentions: 0,
      gates: 0,
      end,
      inputs: new Set(),
    };
    if (home === undefined) {
      blocks.push(block);
      members.push([]);
    }
    for (const input of inputs) if (input !== block) block.inputs.add(input.id);
    block.height = Math.max(block.height, height!);
    block.width = Math.max(block.width, width!);
    // One number for the whole map is none of the map's sizes.
    if (width! > 1) block.narrowest = Math.min(block.narrowest, width!);
    members[block.id]!.push(layer);
    blockOf.set(layer.name, block);
  }
  for (const block of blocks) summarise(block, members[block.id]!);
  return topological(foldPassages(foldBare(blocks)));
}

/** Channels that most of the convolutions have, the later ones first. */
function summarise(block: Block, layers: readonly LayerRow[]): void {
  const convolutions = layers.filter(isConvolution);
  const counted = convolutions.length > 0 ? convolutions : layers;
  const counts = new Map<number, number>();
  for (const layer of counted.toReversed()) {
    const channels = layer.outputShape[2]!;
    counts.set(channels, (counts.get(channels) ?? 0) + 1);
  }
  block.channels = [...counts].reduce((most, next) => next[1] > most[1] ? next : most)[0];
  block.convolutions = convolutions.length;
  block.attentions = layers.filter(({ type }) => /attention/i.test(type)).length;
  // A map that is squeezed and stays so is no gate.
  block.gates = block.height === 1 ? 0 : countGates(layers);
}
