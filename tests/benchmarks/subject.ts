/**
 * One engine as a subject of the benchmark. Arguments: its name, a precision.
 *
 * @module
 */
import { createInterface } from "node:readline";
import process from "node:process";
import { messageOf, type Precision as EnginePrecision, useEngine } from "#karyon";
import type { Job, Precision, TrainingStep } from "./jobs.ts";
import type { Answer, Request } from "./protocol.ts";
import type { Prepared } from "./prepared.ts";
import { prepareNetwork } from "./subject_networks.ts";
import { prepareOperation } from "./subject_operations.ts";

const PRECISIONS: Readonly<Record<Precision, EnginePrecision>> = {
  f32: "float32",
  bf16: "bf16",
};

function prepare(job: Job, trainingStep: TrainingStep | undefined): Prepared {
  return job.kind === "network"
    ? prepareNetwork(job, trainingStep ?? "karyon")
    : prepareOperation(job);
}

const ready = new Map<string, Prepared>();

async function answer(request: Request): Promise<Answer> {
  if (request.do === "prepare") {
    const prepared = prepare(request.job, request.step);
    ready.set(request.key, prepared);
    return { parameters: prepared.parameters ?? null };
  }
  const prepared = ready.get(request.key);
  if (!prepared) {
    throw new Error(`Expected a prepared job but found ${request.key}`);
  }
  if (request.do === "release") {
    prepared.dispose();
    ready.delete(request.key);
    return {};
  }
  for (let i = 0; i < request.uncounted; i++) await prepared.step();
  const seconds: number[] = [];
  for (let i = 0; i < request.steps; i++) {
    const start = performance.now();
    await prepared.step();
    seconds.push((performance.now() - start) / 1000);
  }
  return { seconds };
}

if (import.meta.main) {
  const [name, precision] = Deno.args as [string, Precision];
  const send = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
  const start = performance.now();
  const engine = await useEngine(name, { precision: PRECISIONS[precision] });
  if (engine.name !== name) {
    console.error(engine.sentence);
    Deno.exit(1);
  }
  send({ words: engine.words, engine_seconds: (performance.now() - start) / 1000 });
  for await (const line of createInterface({ input: process.stdin })) {
    send(
      await answer(JSON.parse(line)).catch((error) => {
        console.error(error);
        return { error: messageOf(error) };
      }),
    );
  }
  Deno.exit(0);
}
