import * as tf from "@tensorflow/tfjs";
import { findByName, InputError, messageOf } from "../base/mod.ts";
import { mendCpu, startCpu } from "./cpu/mod.ts";
import type { EngineFacts } from "./facts.ts";
import { startNative } from "./native/mod.ts";
import { startWasm } from "./wasm/mod.ts";
import { startWebGpu } from "./webgpu/mod.ts";

/** How values are kept while they are computed. */
export type Precision = "float32" | "bf16";

/** What may be asked of an engine. */
export interface EngineOptions {
  /**
   * "bf16" halves the size of activations, where the processor computes with
   * them (weights, gradients of weights and losses stay float32); only the
   * engine `native` knows it. Default: the environment variable
   * `KARYON_PRECISION`, else "float32".
   */
  readonly precision?: Precision;
}

/** Makes an engine the current one, or throws a sentence that says why not. */
type Start = (precision: Precision) => Promise<EngineFacts>;

/** An engine that computes tensors. */
export type EngineName = "native" | "webgpu" | "wasm" | "cpu";

/** The engines, best first. */
const ENGINES: Readonly<Record<EngineName, Start>> = {
  native: startNative,
  webgpu: () => startWebGpu(),
  wasm: startWasm,
  cpu: startCpu,
};

/** Every engine, best first. */
export const engineNames = Object.keys(ENGINES) as readonly EngineName[];

/** The engines that compute in each precision. */
const PRECISIONS: Readonly<Record<Precision, readonly EngineName[]>> = {
  float32: engineNames,
  bf16: ["native"],
};

/** The precision of the engine in use. */
let precisionInUse: Precision = "float32";

/** The precision of the engine in use. */
export const enginePrecision = (): Precision => precisionInUse;

/** What was chosen, and why. */
export interface Engine extends EngineFacts {
  readonly name: EngineName;
  /** One sentence for a reader: what was chosen and what failed before it. */
  readonly sentence: string;
}

/** What became of one engine that was tried. */
export type Probe =
  | ({ readonly works: true } & EngineFacts)
  | { readonly works: false; readonly reason: string };

/** A name that was given, and whether a call gave it or the environment. */
interface Choice<Name> {
  readonly name: Name;
  readonly origin: string;
  readonly isFromCall: boolean;
}

/** The first name that was given, with the place it came from. */
function choose<Name extends string>(
  table: Readonly<Record<Name, unknown>>,
  given: string | undefined,
  what: string,
  variable: string,
): Choice<Name> | undefined {
  const isFromCall = given !== undefined;
  const origin = isFromCall ? what : variable;
  const name = given ?? (Deno.env.get(variable) || undefined);
  if (name === undefined) return undefined;
  findByName(origin, table, name);
  return { name: name as Name, origin, isFromCall };
}

/**
 * Refuses an engine and a precision that were both asked for and do not go together.
 * A call that names an engine overrules a precision of the environment, which is a
 * wish for the engines that have it.
 */
function expectPrecision(
  engine: Choice<EngineName> | undefined,
  precision: Choice<Precision> | undefined,
): void {
  if (!engine || !precision || engine.isFromCall && !precision.isFromCall) return;
  const having = PRECISIONS[precision.name];
  if (having.includes(engine.name)) return;
  throw new InputError(
    `Expected ${engine.origin} to be ${
      having.join(" or ")
    }, which alone has ${precision.name}, but found "${engine.name}": leave ${precision.origin} out, or choose another engine`,
  );
}

/**
 * Chooses where tensors are computed: the given engine, else the one that the
 * environment variable `KARYON_ENGINE` names, else the best that starts here.
 * An engine that fails gives way to the next; one that lacks the precision then
 * computes in float32 and says so.
 *
 * @throws {InputError} if the name of the engine or of the precision is unknown, or
 *   the engine that was asked for does not have the precision that was asked for
 * @throws {Error} if none starts
 *
 * @example
 * ```ts
 * import { useEngine } from "#karyon";
 * const engine = await useEngine("cpu");
 * if (engine.name !== "cpu") throw new Error(engine.sentence);
 * ```
 */
export async function useEngine(
  preference?: string,
  options: EngineOptions = {},
): Promise<Engine> {
  // TensorFlow.js otherwise advertises its Node.js package in every output.
  tf.env().set("PROD", true);
  mendCpu();
  const engine = choose(ENGINES, preference, "the engine", "KARYON_ENGINE");
  const asked = choose(
    PRECISIONS,
    options.precision,
    "the precision",
    "KARYON_PRECISION",
  );
  expectPrecision(engine, asked);
  const wanted = asked?.name ?? "float32";
  const first = engine?.name ?? engineNames[0]!;
  const order = [first, ...engineNames.filter((name) => name !== first)];
  const failures: string[] = [];
  for (const name of order) {
    try {
      const has = PRECISIONS[wanted].includes(name);
      const precision = has ? wanted : "float32";
      const facts = await ENGINES[name](precision);
      await tf.ready();
      precisionInUse = precision;
      const instead = has ? "" : `, in float32 for want of ${wanted}`;
      const why = failures.length > 0 ? `, because ${failures.join("; ")}` : "";
      const sentence = `Engine: ${name} (${facts.words})${instead}${why}.`;
      return { ...facts, name, sentence };
    } catch (error) {
      failures.push(`${name} is not available: ${messageOf(error).replace(/\.$/, "")}`);
    }
  }
  throw new Error(`No engine starts here: ${failures.join("; ")}`);
}

/** Tries every engine and goes back to the one in use. */
export async function probeEngines(): Promise<Record<EngineName, Probe>> {
  mendCpu();
  const before = tf.getBackend();
  const found = {} as Record<EngineName, Probe>;
  for (const name of engineNames) {
    try {
      found[name] = { works: true, ...await ENGINES[name](precisionInUse) };
    } catch (error) {
      found[name] = { works: false, reason: messageOf(error) };
    }
  }
  if (before) await tf.setBackend(before);
  return found;
}
