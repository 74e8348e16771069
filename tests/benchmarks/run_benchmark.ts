import { InputError, messageOf } from "#karyon";
import { alternate, type Contestant, type Pace, type Timed } from "./alternate.ts";
import { chooseCases } from "./cases.ts";
import { type Entrant, type EntrantOptions, hasGpu, startAll } from "./entrants.ts";
import { type Job, nameOf } from "./jobs.ts";
import { describeMachine, isBusy } from "./machine.ts";
import { timeReading } from "./reading.ts";
import {
  findCeiling,
  type Measured,
  networkRows,
  operationRows,
  type TimedJob,
} from "./results.ts";

/** What to time, with whom, how often. */
export interface BenchmarkOptions extends Omit<EntrantOptions, "starts"> {
  readonly all?: boolean;
  readonly only?: string;
  /** Folders with the contest's data, to time reading on. */
  readonly data: readonly string[];
  /** Turns that each takes. */
  readonly rounds: number;
}

/** What `only` says for the reading of images, which is no case of an engine. */
export const READING = "reading";

/** How often each is started; once if only one case is wanted. */
const STARTS = 3;

/**
 * Seconds between two turns. The threads of PyTorch, ONNX Runtime and oneDNN go on
 * looking for work for up to 0.05 s after a turn, and would slow the next one's;
 * what they do within their own turn is left as it is.
 */
const REST = 0.1;

const paceOf = (job: Job, rounds: number): Pace =>
  job.kind === "network"
    ? { rounds, turn: 1, budget: 30, rest: REST }
    : { rounds: Math.min(5, rounds), turn: 0.1, budget: 10, rest: REST };

/** Who takes part in a job; an engine trains in both ways. */
function contestantsFor(job: Job, entrants: readonly Entrant[]): Contestant[] {
  const isTraining = job.kind === "network" && job.work === "training";
  return entrants
    .filter(({ precision }) => precision === undefined || precision === job.precision)
    .flatMap(({ subject, isEngine }): Contestant[] =>
      isEngine && isTraining
        ? [{ subject, step: "karyon" }, { subject, step: "stock" }]
        : [{ subject }]
    );
}

const wordsOf = ({ subject, step, seconds }: Timed) =>
  `${subject}${step ? ` ${step}` : ""} ${(seconds * 1000).toFixed(1)} ms`;

/** Times one case after the other; one that fails is named and left out. */
async function timeCases(
  chosen: readonly Job[],
  entrants: readonly Entrant[],
  { rounds, onProgress }: BenchmarkOptions,
): Promise<{ jobs: TimedJob[]; failures: string[] }> {
  const jobs: TimedJob[] = [];
  const failures: string[] = [];
  for (const job of chosen) {
    try {
      const contestants = contestantsFor(job, entrants);
      const timed = await alternate(job, contestants, paceOf(job, rounds));
      onProgress(`${nameOf(job)}: ${timed.map(wordsOf).join(", ") || "nobody has it"}`);
      jobs.push({ job, timed });
    } catch (error) {
      failures.push(messageOf(error));
      onProgress(`${nameOf(job)} failed: ${messageOf(error)}`);
    }
  }
  return { jobs, failures };
}

/**
 * Times the chosen cases on all engines and peers that start here.
 *
 * @throws {InputError} if no case has the text of `only`
 */
export async function runBenchmark(options: BenchmarkOptions): Promise<Measured> {
  const machine = describeMachine(options.threads);
  if (isBusy(machine)) {
    options.onProgress(`Expected a quiet machine but found a load of ${machine.load}`);
  }
  const { only } = options;
  const starts = only === undefined ? STARTS : 1;
  const entrants = only === READING ? [] : await startAll({ ...options, starts });
  const chosen = chooseCases({ ...options, gpu: hasGpu(entrants) });
  const { jobs, failures } = await timeCases(chosen, entrants, options);
  await Promise.all(entrants.map(({ subject }) => subject.close()));
  if (chosen.length === 0 && only !== READING) {
    throw new InputError(`Expected a part of a case's name but found ${only}`);
  }
  const readings = only === undefined || only === READING
    ? await timeReading(options).catch((error) => {
      failures.push(messageOf(error));
      options.onProgress(`${READING} failed: ${messageOf(error)}`);
      return [];
    })
    : [];
  return {
    machine,
    start_up: entrants
      .filter(({ precision }) => precision !== "bf16")
      .map(({ startUp }) => startUp),
    networks: networkRows(jobs),
    ceiling: findCeiling(jobs),
    operations: operationRows(jobs),
    readings,
    failures,
  };
}
