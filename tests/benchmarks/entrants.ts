import { type EngineName, messageOf } from "#karyon";
import type { Precision } from "./jobs.ts";
import type { Subject } from "./protocol.ts";
import type { StartUpRow } from "./results.ts";
import { median } from "./statistics.ts";
import { type PeerName, startEngine, startPeer } from "./subjects.ts";

/** Whom to start, and how. */
export interface EntrantOptions {
  readonly engines: readonly EngineName[];
  readonly peers: readonly PeerName[];
  /** A Python that has the peers. */
  readonly python: string;
  readonly threads: number;
  /** How often each is started, for the time that it takes. */
  readonly starts: number;
  /** Told who takes part and who does not, and why. */
  readonly onProgress: (line: string) => void;
}

/** A subject that takes part at the jobs of one precision, or of any. */
export interface Entrant {
  readonly subject: Subject;
  readonly precision?: Precision;
  readonly isEngine: boolean;
  readonly startUp: StartUpRow;
}

/** Starts a subject so many times and keeps the last. */
async function startOften(times: number, start: () => Promise<Subject>) {
  const rows: StartUpRow[] = [];
  for (;;) {
    const subject = await start();
    const { name, words, start_seconds, engine_seconds } = subject;
    rows.push({ subject: name, words, process_seconds: start_seconds, engine_seconds });
    if (rows.length < times) {
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
export async function startAll(options: EntrantOptions): Promise<Entrant[]> {
  const { engines, peers, python, threads, starts, onProgress } = options;
  const entrants: Entrant[] = [];
  const enter = async (
    name: string,
    start: () => Promise<Subject>,
    facts: Pick<Entrant, "precision" | "isEngine">,
  ) => {
    try {
      const started = await startOften(starts, start);
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

/** Whether a graphics card takes part. */
export const hasGpu = (entrants: readonly Entrant[]) =>
  entrants.some(({ subject }) => subject.name === "webgpu");
