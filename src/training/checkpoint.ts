import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import type { History } from "./history.ts";

/** What must agree for a checkpoint to go on to the same result. */
export interface Identity {
  readonly architecture: string;
  readonly recipe: string;
  readonly seed: number;
  readonly engine: string;
  readonly train: string;
  readonly validation: string;
}

/** A training between two epochs. */
export interface Checkpoint {
  readonly identity: Identity;
  readonly history: History;
  readonly steps: number;
  /** By name, each in a fixed order; `average` is empty where none is kept. */
  readonly tensors: Readonly<
    Record<"weights" | "optimizer" | "best" | "average", tf.Tensor[]>
  >;
}

interface State extends Omit<Checkpoint, "tensors"> {
  readonly specs: Record<string, tf.io.WeightsManifestEntry[]>;
}

const FOLDER = /^epoch-(\d+)$/;

async function epochsIn(folder: string): Promise<number[]> {
  const epochs: number[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) {
      const [, epoch] = name.match(FOLDER) ?? [];
      if (epoch) epochs.push(Number(epoch));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return epochs.sort((a, b) => a - b);
}

/**
 * Whether a folder holds a whole checkpoint, which a training can go on from; what was
 * cut short while it was written does not count.
 *
 * @param folder where `train()` was told to write checkpoints; it may be missing
 *
 * @example
 * ```ts
 * import { hasCheckpoint } from "#karyon";
 * if (await hasCheckpoint("no/such/folder")) throw new Error();
 * ```
 */
export const hasCheckpoint = async (folder: string): Promise<boolean> =>
  (await epochsIn(folder)).length > 0;

const folderOf = (folder: string, epoch: number) =>
  `${folder}/epoch-${String(epoch).padStart(4, "0")}`;

/**
 * Writes the state after an epoch as `<folder>/epoch-NNNN/`, whole or not at
 * all, and then removes the one before.
 */
export async function saveCheckpoint(
  folder: string,
  { identity, history, steps, tensors }: Checkpoint,
): Promise<void> {
  const target = folderOf(folder, history.length);
  const beside = `${target}.part`;
  await Deno.remove(beside, { recursive: true }).catch(() => {});
  await Deno.mkdir(beside, { recursive: true });
  const specs: State["specs"] = {};
  for (const [part, list] of Object.entries(tensors)) {
    const encoded = await tf.io.encodeWeights(
      list.map((tensor, i) => ({ name: `${i}`, tensor })),
    );
    specs[part] = encoded.specs;
    await Deno.writeFile(`${beside}/${part}.bin`, new Uint8Array(encoded.data));
  }
  const state: State = { identity, history, steps, specs };
  await Deno.writeTextFile(`${beside}/state.json`, JSON.stringify(state));
  const older = await epochsIn(folder);
  await Deno.rename(beside, target);
  for (const epoch of older) {
    await Deno.remove(folderOf(folder, epoch), { recursive: true });
  }
}

function expectSame(found: Identity, expected: Identity, path: string): void {
  for (const key of Object.keys(expected) as (keyof Identity)[]) {
    if (found[key] !== expected[key]) {
      throw new InputError(
        `Expected a checkpoint with ${key} ${expected[key]} but found ${
          found[key]
        }: resume with what it began with, or train into an empty folder`,
        { path },
      );
    }
  }
}

/**
 * Reads the newest checkpoint of a folder.
 *
 * @returns undefined if there is none
 * @throws {InputError} if it belongs to another training or cannot be read
 */
export async function loadCheckpoint(
  folder: string,
  identity: Identity,
): Promise<Checkpoint | undefined> {
  const epoch = (await epochsIn(folder)).at(-1);
  if (epoch === undefined) return undefined;
  const path = folderOf(folder, epoch);
  let state: State;
  const tensors = { weights: [], optimizer: [], best: [], average: [] } as Record<
    string,
    tf.Tensor[]
  >;
  try {
    state = JSON.parse(await Deno.readTextFile(`${path}/state.json`));
    for (const part of Object.keys(state.specs)) {
      const bytes = await Deno.readFile(`${path}/${part}.bin`);
      const specs = state.specs[part]!;
      const decoded = tf.io.decodeWeights(bytes.buffer, specs);
      tensors[part] = specs.map(({ name }) => decoded[name]!);
    }
  } catch (cause) {
    throw new InputError("Expected a whole checkpoint but could not read it", {
      path,
      cause,
    });
  }
  expectSame(state.identity, identity, path);
  const { history, steps } = state;
  return { identity, history, steps, tensors: tensors as Checkpoint["tensors"] };
}
