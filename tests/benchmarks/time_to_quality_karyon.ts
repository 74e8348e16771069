/**
 * Trains as `karyon train` does until the validation is good enough, or writes what
 * PyTorch needs to do the same. Arguments: a job as time_to_quality_job.ts has it, in
 * JSON; a folder, where the job is to be written there. Prints a line of JSON with
 * facts and, of a training, one an epoch.
 *
 * @module
 */
import {
  type Engine,
  findArchitecture,
  InputError,
  messageOf,
  train,
  useEngine,
} from "#karyon";
import settings from "../../deno.json" with { type: "json" };
import {
  ARCHITECTURE,
  type QualityEpoch,
  type QualityJob,
  readQualityData,
  type TraineeFacts,
} from "./time_to_quality_job.ts";
import { writeForPeer } from "./time_to_quality_files.ts";

const say = (line: TraineeFacts | QualityEpoch) => console.log(JSON.stringify(line));

async function startEngine(job: QualityJob): Promise<Engine> {
  const precision = job.precision === "bf16" ? "bf16" : "float32";
  const engine = await useEngine(job.engine, { precision });
  if (engine.name !== job.engine) throw new InputError(engine.sentence);
  return engine;
}

async function trainToTarget(job: QualityJob): Promise<void> {
  const { words } = await startEngine(job);
  const samples = await readQualityData(job);
  const model = findArchitecture(ARCHITECTURE).build({ seed: job.seed });
  say({
    words: `Karyon ${settings.version}, ${words}`,
    parameters: model.countParams(),
    train: samples.train.length,
    validation: samples.validation.length,
  });
  const stop = new AbortController();
  const start = performance.now();
  await train({
    model,
    // Nobody gives up before the last epoch.
    recipe: { ...job.recipe, patience: null },
    ...samples,
    seed: job.seed,
    signal: stop.signal,
    onEpoch: (history) => {
      const { epoch, loss, val_mean_iou } = history.at(-1)!;
      const seconds = (performance.now() - start) / 1000;
      say({ epoch, loss, val_mean_iou, seconds });
      if (val_mean_iou >= job.target) stop.abort();
    },
  });
}

if (import.meta.main) {
  const [text, folder] = Deno.args as [string, string?];
  const job: QualityJob = JSON.parse(text);
  try {
    if (folder === undefined) await trainToTarget(job);
    else {
      // The numbers to compare with are those of full precision.
      await startEngine({ ...job, precision: "f32" });
      await writeForPeer(job, folder);
    }
    Deno.exit(0);
  } catch (error) {
    console.error(error instanceof InputError ? messageOf(error) : error);
    Deno.exit(1);
  }
}
