import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { messageOf, openDataset } from "#karyon";
import { expectSame, type ReadingAnswer, type ReadingJob } from "./reading_job.ts";
import { median, speedRatio } from "./statistics.ts";

/** Images a second, and how many times as many as Pillow and NumPy read. */
export interface ReadingSpeed {
  readonly threads: number;
  readonly images_per_second: number;
  readonly peer_images_per_second: number | null;
  /** Ours divided by Pillow's: above 1 is faster. */
  readonly ratio_to_pillow: number | null;
}

/** The reading of one source; its figures are those on all threads. */
export interface ReadingRow extends ReadingSpeed {
  /** The folder's name. */
  readonly source: string;
  readonly kind: "folder" | "zips";
  readonly images: number;
  /** On one processor; null where none can be set aside (`taskset`). */
  readonly one_thread: ReadingSpeed | null;
  /** Names and versions; null where Python lacks them. */
  readonly peer: string | null;
}

/** What to read, with whom. */
export interface ReadingOptions {
  /** Folders with the contest's data. */
  readonly data: readonly string[];
  readonly python: string;
  readonly threads: number;
  /** Turns that each takes, at most; three are enough, on one thread one. */
  readonly rounds: number;
  readonly onProgress: (line: string) => void;
}

/** Reads as a job says, in a process of its own. */
export type Reader = (job: ReadingJob) => Promise<ReadingAnswer>;

/** Every second image: as many as make a round of everybody take some twenty seconds. */
const EVERY = 2;

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const KARYON = [
  Deno.execPath(),
  "run",
  ...["read", "env", "sys", "ffi"].map((name) => `--allow-${name}`),
  pathOf("read_karyon.ts"),
];

/** A reader that is a program; on one thread it gets one processor. */
function readerOf(command: readonly string[]): Reader {
  return async (job) => {
    const pinned = job.threads === 1 ? ["taskset", "--cpu-list", "0"] : [];
    const [program, ...args] = [...pinned, ...command, JSON.stringify(job)];
    const { success, stdout, stderr } = await new Deno.Command(program!, { args })
      .output();
    const words = new TextDecoder();
    if (success) return JSON.parse(words.decode(stdout));
    throw new Error(words.decode(stderr).trim().split("\n").at(-1) ?? "no word");
  };
}

/** Whether a program is there and ends well. */
async function works(program: string, ...args: string[]): Promise<boolean> {
  try {
    const run = new Deno.Command(program, { args, stdout: "null", stderr: "null" });
    return (await run.output()).success;
  } catch {
    return false;
  }
}

/**
 * Times two readers that take turns, and sees that they read the same.
 *
 * @param rounds turns that each takes
 * @throws {Error} if they did not, or the first one fails
 */
export async function compareReaders(
  job: ReadingJob,
  ours: Reader,
  theirs: Reader | undefined,
  rounds: number,
): Promise<ReadingSpeed & { readonly peer: string | null }> {
  const own: number[] = [], other: number[] = [];
  let peer: string | null = null;
  for (let round = 0; round < rounds; round++) {
    const answer = await ours(job);
    own.push(answer.seconds);
    if (!theirs) continue;
    const reply = await theirs(job);
    expectSame(reply.words, answer, reply);
    other.push(reply.seconds);
    peer = reply.words;
  }
  const seconds = median(own);
  const peerSeconds = other.length > 0 ? median(other) : undefined;
  return {
    threads: job.threads,
    images_per_second: job.ids.length / seconds,
    peer_images_per_second: peerSeconds === undefined
      ? null
      : job.ids.length / peerSeconds,
    ratio_to_pillow: speedRatio(seconds, peerSeconds),
    peer,
  };
}

/**
 * Times the reading of training images: decoding, resizing, merging masks.
 *
 * @returns one row a folder that holds the contest's data
 */
export async function timeReading(options: ReadingOptions): Promise<ReadingRow[]> {
  const { data, python, threads, rounds, onProgress } = options;
  const hasPeer = await works(python, "-c", "import numpy, PIL");
  if (!hasPeer) onProgress(`pillow takes no part: ${python} lacks Pillow or NumPy`);
  const hasPins = await works("taskset", "--version");
  const ours = readerOf(KARYON);
  const theirs = hasPeer
    ? readerOf([python, pathOf("peers/read_dsb2018.py")])
    : undefined;
  const rows: ReadingRow[] = [];
  for (const source of data) {
    const ids = await idsOf(source).catch((error) => {
      onProgress(`reading is not timed: ${messageOf(error)}`);
      return undefined;
    });
    if (!ids) continue;
    const job = { source, ids, size: 256, threads, stride: 9973 };
    const { peer, ...speed } = await compareReaders(
      job,
      ours,
      theirs,
      Math.min(3, rounds),
    );
    const one = hasPins
      ? await compareReaders({ ...job, threads: 1 }, ours, theirs, 1)
      : undefined;
    const row: ReadingRow = {
      // The folder's name alone: where it lies is nobody's business.
      source: basename(source),
      kind: await isUnpacked(source) ? "folder" : "zips",
      images: ids.length,
      ...speed,
      one_thread: one ? withoutPeer(one) : null,
      peer,
    };
    onProgress(wordsOf(row));
    rows.push(row);
  }
  return rows;
}

const withoutPeer = (
  { peer: _peer, ...speed }: ReadingSpeed & { peer: unknown },
): ReadingSpeed => speed;

async function idsOf(source: string): Promise<string[]> {
  const dataset = await openDataset(source);
  await dataset.close();
  return dataset.train.ids.filter((_, i) => i % EVERY === 0);
}

const isUnpacked = (source: string) =>
  Deno.stat(`${source}/stage1_train`).then(() => true, () => false);

const wordsOf = (
  { kind, threads, images_per_second, peer_images_per_second }: ReadingRow,
) =>
  `reading from ${kind}, ${threads} threads: ${images_per_second.toFixed(1)} images/s` +
  (peer_images_per_second === null
    ? ""
    : `, Pillow ${peer_images_per_second.toFixed(1)} images/s`);
