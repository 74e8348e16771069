/**
 * How the benchmark talks to what it times: one JSON object a line, a request
 * to the subject's standard input, an answer from its standard output. Each
 * subject, be it an engine or a peer, is a process of its own that computes
 * only while it has a request, so that subjects can take turns.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Job, TrainingStep } from "./jobs.ts";

/** A job and the name that later requests call it by. */
export type Request =
  | {
    readonly do: "prepare";
    readonly key: string;
    readonly job: Job;
    readonly step?: TrainingStep;
  }
  | {
    readonly do: "run";
    readonly key: string;
    /** Steps before those that count. */
    readonly uncounted: number;
    readonly steps: number;
  }
  | { readonly do: "release"; readonly key: string };

/** What comes back; `unsupported` and `error` in place of anything else. */
export interface Answer {
  /** Weights of a prepared network, moving statistics included. */
  readonly parameters?: number | null;
  /** Of each counted step. */
  readonly seconds?: readonly number[];
  /** Why the subject has no such job. */
  readonly unsupported?: string;
  readonly error?: string;
}

/** A subject's first line. */
export interface Hello {
  /** Name, version, threads. */
  readonly words: string;
  /** What loading and starting took within the process. */
  readonly engine_seconds: number;
}

/** Something that can be timed. */
export interface Subject extends Hello {
  /** As in the table: `native`, `pytorch`. */
  readonly name: string;
  /** From the start of its process to its first line. */
  readonly start_seconds: number;
  /** @throws {Error} if the subject reports an error or has ended */
  ask(request: Request): Promise<Answer>;
  close(): Promise<void>;
}

/** The last line that a process wrote, which mostly says what went wrong. */
const lastLine = (text: string) => text.trim().split("\n").at(-1) ?? "";

/**
 * Starts a subject and waits for its first line.
 *
 * @param command a program and its arguments
 * @throws {Error} with the last line of its error output if it ends before
 */
export async function startSubject(
  name: string,
  [program, ...args]: readonly [string, ...string[]],
  env: Record<string, string>,
): Promise<Subject> {
  const start = performance.now();
  const child = new Deno.Command(program, {
    args,
    env,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const complaints = new Response(child.stderr).text();
  const input = child.stdin.getWriter();
  const lines = createInterface({ input: Readable.fromWeb(child.stdout as never) })
    [Symbol.asyncIterator]();

  const read = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${name} ended: ${lastLine(await complaints)}`);
    return JSON.parse(value);
  };
  const close = async () => {
    await input.close().catch(() => undefined);
    await Promise.all([child.status, complaints]);
  };

  const hello = await read().catch(async (error) => {
    await close();
    throw error;
  }) as Hello;
  return {
    ...hello,
    name,
    start_seconds: (performance.now() - start) / 1000,
    async ask(request) {
      await input.write(new TextEncoder().encode(`${JSON.stringify(request)}\n`));
      const answer = await read() as Answer;
      if (answer.error === undefined) return answer;
      throw new Error(`${name}, ${request.key}: ${answer.error}`);
    },
    close,
  };
}
