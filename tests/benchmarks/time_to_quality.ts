import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { InputError } from "#karyon";
import { describeMachine } from "./machine.ts";
import { speedRatio } from "./statistics.ts";
import {
  ARCHITECTURE,
  type QualityEpoch,
  type QualityJob,
  type TraineeFacts,
} from "./time_to_quality_job.ts";
import { type Quality, runOf, sideOf, type Told } from "./time_to_quality_results.ts";

/** What to train, with whom, how often. */
export interface QualityOptions extends Omit<QualityJob, "seed"> {
  /** A Python that has PyTorch. */
  readonly python: string;
  /** Trainings of each side, with the seeds 1, 2, ... */
  readonly seeds: number;
  readonly onProgress: (line: string) => void;
}

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
