import { type Job, nameOf, type TrainingStep } from "./jobs.ts";
import type { Subject } from "./protocol.ts";
import { median } from "./statistics.ts";

/** A subject and, where it trains in more than one way, by which step. */
export interface Contestant {
  readonly subject: Subject;
  readonly step?: TrainingStep;
}

/** What one subject took for one job. */
export interface Timed {
  readonly subject: string;
  readonly step?: TrainingStep;
  /** The median of all steps that count. */
  readonly seconds: number;
  readonly fastest: number;
  readonly slowest: number;
  /** How many count. */
  readonly steps: number;
}

/** How long to measure. */
export interface Pace {
  /** Turns that each subject takes. */
  readonly rounds: number;
  /** How long a turn should last, in seconds; one step at least. */
  readonly turn: number;
  /** No further round after this many seconds, though three at least. */
  readonly budget: number;
  /** Seconds between two turns, while the one before comes to rest. */
  readonly rest: number;
}

/** A step of this many seconds needs no others before it. */
const SLOW = 2;

interface Entry extends Contestant {
  readonly key: string;
  readonly steps: number;
  readonly uncounted: number;
  readonly parameters: number | null;
  readonly seconds: number[];
}

const sleep = (seconds: number) =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Prepares and warms up; undefined if the subject has no such job. */
async function enter(
  job: Job,
  contestant: Contestant,
  pace: Pace,
): Promise<Entry | undefined> {
  const { subject, step } = contestant;
  const key = step === undefined ? nameOf(job) : `${nameOf(job)}/${step}`;
  const { unsupported, parameters = null } = await subject.ask({
    do: "prepare",
    key,
    job,
    ...step === undefined ? {} : { step },
  });
  if (unsupported !== undefined) return undefined;
  const run = async (uncounted: number) => {
    const { seconds } = await subject.ask({ do: "run", key, uncounted, steps: 1 });
    return seconds![0]!;
  };
  // The first step compiles and allocates; two more settle what is short.
  const first = await run(0);
  const seconds = first < SLOW ? await run(2) : first;
  const steps = Math.min(100, Math.max(1, Math.round(pace.turn / seconds)));
  // Another's turn emptied the processor's caches; a slow step hardly feels it.
  const uncounted = seconds < SLOW ? 1 : 0;
  return { ...contestant, key, steps, uncounted, parameters, seconds: [] };
}

function expectEqualParameters(entries: readonly Entry[]): void {
  const counts = entries.flatMap(({ parameters }) => parameters ?? []);
  if (new Set(counts).size <= 1) return;
  const found = entries.map(({ subject, parameters }) => `${subject.name} ${parameters}`);
  throw new Error(
    `${entries[0]!.key}: Expected as many parameters everywhere but found ${
      found.join(", ")
    }`,
  );
}

/**
 * Times a job on all subjects, which take turns, so that a machine that slows
 * down slows all of them.
 *
 * @throws {Error} if the same network has another number of parameters on
 *   another subject, or a subject reports an error
 */
export async function alternate(
  job: Job,
  contestants: readonly Contestant[],
  pace: Pace,
): Promise<Timed[]> {
  const entries: Entry[] = [];
  for (const contestant of contestants) {
    const entry = await enter(job, contestant, pace);
    if (entry) entries.push(entry);
    await sleep(pace.rest);
  }
  expectEqualParameters(entries);
  const start = performance.now();
  for (let round = 0; round < pace.rounds; round++) {
    if (round >= 3 && performance.now() - start > pace.budget * 1000) break;
    // Back and forth, so that nobody always follows the same one.
    for (const entry of round % 2 === 0 ? entries : entries.toReversed()) {
      const { subject, key, uncounted, steps } = entry;
      const { seconds } = await subject.ask({ do: "run", key, uncounted, steps });
      entry.seconds.push(...seconds!);
      await sleep(pace.rest);
    }
  }
  for (const { subject, key } of entries) await subject.ask({ do: "release", key });
  return entries.map(({ subject, step, seconds }) => ({
    subject: subject.name,
    ...step === undefined ? {} : { step },
    seconds: median(seconds),
    fastest: Math.min(...seconds),
    slowest: Math.max(...seconds),
    steps: seconds.length,
  }));
}
