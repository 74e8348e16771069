import { type EngineName, InputError, messageOf } from "#karyon";
import { alternate, type Contestant, type Pace, type Timed } from "./alternate.ts";
import { chooseCases } from "./cases.ts";
import { type Job, nameOf, type Precision } from "./jobs.ts";
import { describeMachine } from "./machine.ts";
import type { Subject } from "./protocol.ts";
import {
  findCeiling,
  type Measured,
  networkRows,
  operationRows,
  type StartUpRow,
  type TimedJob,
} from "./results.ts";
import { median } from "./statistics.ts";
import { type PeerName, startEngine, startPeer } from "./subjects.ts";

/** What to time, with whom, how often. */
export interface BenchmarkOptions {
  readonly all?: boolean;
  readonly only?: string;
  readonly engines: readonly EngineName[];
  readonly peers: readonly PeerName[];
  /** A Python that has the peers. */
  readonly python: string;
  readonly rounds: number;
  readonly threads: number;
  readonly onProgress: (line: string) => void;
}

/**
 * Seconds between two turns. The threads of PyTorch, ONNX Runtime and oneDNN go on
 * looking for work for up to 0.05 s after a turn, and would slow the next one's;
 * what they do within their own turn is left as it is.
 */
const REST = 0.1;
/** How often each is started, to say how long that takes. */
const STARTS = 3;

const paceOf = (job: Job, rounds: number): Pace =>
  job.kind === "network"
    ? { rounds, turn: 1, budget: 40, rest: REST }
    : { rounds: Math.min(5, rounds), turn: 0.1, budget: 10, rest: REST };

/** A subject that takes part at the jobs of one precision, or of any. */
interface Entrant {
  readonly subject: Subject;
  readonly precision?: Precision;
  readonly isEngine: boolean;
  readonly startUp: StartUpRow;
}

/** Starts a subject a few times and keeps the last. */
async function startOften(start: () => Promise<Subject>) {
  const rows: StartUpRow[] = [];
  for (;;) {
    const subject = await start();
    const { name, words, start_seconds, engine_seconds } = subject;
    rows.push({ subject: name, words, process_seconds: start_seconds, engine_seconds });
    if (rows.length < STARTS) {
      await subject.close();
      continue;
    }
    const startUp = {
      subject: name,
      words,
      process_seconds: median(rows.map((row) => row.process_seconds)),
      engine_seconds: median(rows.map((row) => row.engine_seconds)),
    };
    return { subject, startUp };
  }
}

/** Starts everybody who is there and says who is not. */
async function startAll(options: BenchmarkOptions): Promise<Entrant[]> {
  const { engines, peers, python, threads, onProgress } = options;
  const entrants: Entrant[] = [];
  const enter = async (
    name: string,
    start: () => Promise<Subject>,
    facts: Pick<Entrant, "precision" | "isEngine">,
  ) => {
    try {
      const started = await startOften(start);
      onProgress(`${name}: ${started.subject.words}`);
      entrants.push({ ...started, ...facts });
    } catch (error) {
      onProgress(`${name} takes no part: ${messageOf(error)}`);
    }
  };
  for (const name of engines) {
    const precisions: Precision[] = name === "native" ? ["f32", "bf16"] : ["f32"];
    for (const precision of precisions) {
      await enter(
        `${name} ${precision}`,
        () => startEngine(name, precision, threads),
        { precision, isEngine: true },
      );
    }
  }
  for (const name of peers) {
    // Beside an engine on the same card only.
    if (name === "pytorch-cuda" && !hasGpu(entrants)) continue;
    await enter(name, () => startPeer(name, python, threads), { isEngine: false });
  }
  return entrants;
}

const hasGpu = (entrants: readonly Entrant[]) =>
  entrants.some(({ subject }) => subject.name === "webgpu");

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

/**
 * Times the chosen cases on all engines and peers that start here.
 *
 * @throws {InputError} if no case has the text of `only`
 * @throws {Error} if a subject fails in a job that it has
 */
export async function runBenchmark(options: BenchmarkOptions): Promise<Measured> {
  const { rounds, onProgress } = options;
  const machine = describeMachine();
  if (machine.load > 0.5) {
    onProgress(`The machine is busy (load ${machine.load}): figures will be wrong.`);
  }
  const entrants = await startAll(options);
  const chosen = chooseCases({ ...options, gpu: hasGpu(entrants) });
  if (chosen.length === 0) {
    throw new InputError(`Expected a part of a case's name but found ${options.only}`);
  }
  const jobs: TimedJob[] = [];
  for (const job of chosen) {
    const contestants = contestantsFor(job, entrants);
    const timed = await alternate(job, contestants, paceOf(job, rounds));
    onProgress(`${nameOf(job)}: ${timed.map(wordsOf).join(", ") || "nobody has it"}`);
    jobs.push({ job, timed });
  }
  await Promise.all(entrants.map(({ subject }) => subject.close()));
  return {
    machine,
    start_up: entrants
      .filter(({ precision }) => precision !== "bf16")
      .map(({ startUp }) => startUp),
    networks: networkRows(jobs),
    ceiling: findCeiling(jobs),
    operations: operationRows(jobs),
  };
}

const wordsOf = ({ subject, step, seconds }: Timed) =>
  `${subject}${step ? ` ${step}` : ""} ${(seconds * 1000).toFixed(1)} ms`;
