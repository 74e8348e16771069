import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { InputError } from "#karyon";
import { describeMachine, type Machine } from "./machine.ts";
import type { Precision } from "./jobs.ts";
import { median, speedRatio } from "./statistics.ts";
import {
  ARCHITECTURE,
  type QualityEpoch,
  type QualityJob,
  type TraineeFacts,
} from "./time_to_quality_job.ts";

/** The case study's best validation Mean IoU: what a training has to reach. */
export const PUBLISHED_MEAN_IOU = 0.861;

/** One training, from random weights. */
export interface QualityRun {
  readonly seed: number;
  /** To the end of the first epoch that was good enough; null if none was. */
  readonly minutes: number | null;
  /** That epoch, counted from 1. */
  readonly epoch: number | null;
  /** Training images, over the time that validation takes as well. */
  readonly images_per_second: number;
  readonly history: readonly QualityEpoch[];
}

/** One side's trainings, a seed each. */
export interface QualitySide {
  readonly words: string;
  readonly parameters: number;
  /** The median; a training that did not get there counts as the longest. */
  readonly minutes: number | null;
  /** The median. */
  readonly images_per_second: number;
  readonly runs: readonly QualityRun[];
}

/** How long it takes to train a network until it is good. */
export interface Quality {
  readonly machine: Machine;
  /** Validation Mean IoU, 0..1. */
  readonly target: number;
  readonly architecture: string;
  readonly recipe: string;
  /** At most; the learning rate falls until the last one. */
  readonly epochs: number;
  readonly precision: Precision;
  /** Images. */
  readonly train: number;
  readonly validation: number;
  readonly karyon: QualitySide;
  /** Null where Python lacks it. */
  readonly pytorch: QualitySide | null;
  /** Karyon's speed over PyTorch's: above 1 gets there sooner. Null if one did not. */
  readonly ratio_to_pytorch: number | null;
}

/** What to train, with whom, how often. */
export interface QualityOptions extends Omit<QualityJob, "seed"> {
  /** A Python that has PyTorch. */
  readonly python: string;
  /** Trainings of each side, with the seeds 1, 2, ... */
  readonly seeds: number;
  readonly onProgress: (line: string) => void;
}

/** What a training told. */
export type Told = TraineeFacts & { readonly history: readonly QualityEpoch[] };

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const KARYON = [
  Deno.execPath(),
  "run",
  ...["read", "write", "env", "sys", "ffi"].map((name) => `--allow-${name}`),
  pathOf("time_to_quality_karyon.ts"),
];

/** Runs a training in a process of its own and listens to it. */
async function listen(
  name: string,
  [program, ...args]: readonly string[],
  { threads, target, onProgress }: QualityOptions,
): Promise<Told | undefined> {
  const child = new Deno.Command(program!, {
    args,
    env: { KARYON_THREADS: `${threads}`, OMP_NUM_THREADS: `${threads}` },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const complaints = new Response(child.stderr).text();
  let facts: TraineeFacts | undefined;
  const history: QualityEpoch[] = [];
  for await (
    const line of createInterface({ input: Readable.fromWeb(child.stdout as never) })
  ) {
    const told = JSON.parse(line) as TraineeFacts | QualityEpoch;
    if ("words" in told) facts = told;
    else {
      history.push(told);
      const { epoch, val_mean_iou, seconds } = told;
      onProgress(
        `${name}: epoch ${epoch}, Mean IoU ${val_mean_iou.toFixed(4)} of ${target}, ${
          (seconds / 60).toFixed(1)
        } min`,
      );
    }
  }
  const { success } = await child.status;
  if (success) return facts && { ...facts, history };
  throw new Error(`${name}: ${(await complaints).trim().split("\n").at(-1) ?? ""}`);
}

/** Sums up one training. */
export function runOf(
  { history, train }: Told,
  seed: number,
  target: number,
): QualityRun {
  const reached = history.find(({ val_mean_iou }) => val_mean_iou >= target);
  const last = history.at(-1);
  return {
    seed,
    minutes: reached ? reached.seconds / 60 : null,
    epoch: reached?.epoch ?? null,
    images_per_second: last ? train * last.epoch / last.seconds : 0,
    history,
  };
}

/** Sums up a side's trainings, at least one. */
export function sideOf(
  { words, parameters }: TraineeFacts,
  runs: readonly QualityRun[],
): QualitySide {
  const minutes = median(runs.map((run) => run.minutes ?? Infinity));
  return {
    words,
    parameters,
    minutes: Number.isFinite(minutes) ? minutes : null,
    images_per_second: median(runs.map((run) => run.images_per_second)),
    runs,
  };
}

async function hasTorch(python: string): Promise<boolean> {
  try {
    const args = ["-c", "import torch"];
    const run = new Deno.Command(python, { args, stdout: "null", stderr: "null" });
    return (await run.output()).success;
  } catch {
    return false;
  }
}

/** Lets PyTorch do the same training; its files are gone afterwards. */
async function trainPeer(job: QualityJob, options: QualityOptions): Promise<Told> {
  const folder = await Deno.makeTempDir({ prefix: "karyon-quality-" });
  try {
    options.onProgress(`PyTorch, seed ${job.seed}: its images are written first`);
    await listen("Karyon", [...KARYON, JSON.stringify(job), folder], options);
    const script = pathOf("peers/time_to_quality.py");
    const name = `PyTorch, seed ${job.seed}`;
    return (await listen(name, [options.python, script, folder], options))!;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Times trainings from random weights to the first epoch whose validation is good
 * enough, in Karyon and, where Python has it, in PyTorch: the same network with the
 * same first weights, images, loss, learning rates and average of weights.
 *
 * The time counts from the call that begins to train: varying the images (Karyon's
 * alone; PyTorch finds them varied), training, validating after each epoch. Reading
 * the images does not count, nor does starting the engine.
 *
 * @throws {InputError} if both sides did not train the same
 */
export async function timeToQuality(options: QualityOptions): Promise<Quality> {
  const { python, seeds, onProgress, ...shared } = options;
  const { recipe, precision, target, threads } = shared;
  const machine = describeMachine(threads);
  const withPeer = await hasTorch(python);
  if (!withPeer) onProgress(`PyTorch takes no part: ${python} lacks it`);
  const own: Told[] = [], other: Told[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const job: QualityJob = { ...shared, seed };
    const name = `Karyon, seed ${seed}`;
    own.push((await listen(name, [...KARYON, JSON.stringify(job)], options))!);
    if (withPeer) other.push(await trainPeer(job, options));
  }
  const side = (all: readonly Told[]) =>
    sideOf(all[0]!, all.map((told, i) => runOf(told, i + 1, target)));
  const karyon = side(own), pytorch = withPeer ? side(other) : null;
  if (pytorch && pytorch.parameters !== karyon.parameters) {
    throw new InputError(
      `Expected networks of ${karyon.parameters} parameters but PyTorch's has ${pytorch.parameters}`,
    );
  }
  const { train, validation } = own[0]!;
  return {
    machine,
    target,
    architecture: ARCHITECTURE,
    recipe: recipe.name,
    epochs: recipe.epochs,
    precision,
    train,
    validation,
    karyon,
    pytorch,
    ratio_to_pytorch: karyon.minutes === null || pytorch === null
      ? null
      : speedRatio(karyon.minutes, pytorch.minutes ?? undefined),
  };
}
