import * as tf from "@tensorflow/tfjs";
import { findByName, messageOf } from "../base/mod.ts";
import { startWasm } from "./wasm.ts";

/**
 * The engines by preference, best first. `native` and `webgpu` take their
 * places at the front of this list when they come.
 */
const ENGINES = {
  wasm: {
    start: startWasm,
    words: `TensorFlow.js ${tf.version_core} in WebAssembly with SIMD, one core`,
  },
  cpu: {
    start: async () => {
      await tf.setBackend("cpu");
    },
    words: `TensorFlow.js ${tf.version_core} in plain JavaScript, for small work only`,
  },
} as const;

/** An engine that computes tensors. */
export type EngineName = keyof typeof ENGINES;

/** Every engine, best first. */
export const engineNames = Object.keys(ENGINES) as readonly EngineName[];

/** What was chosen, and why. */
export interface Engine {
  readonly name: EngineName;
  /** One sentence for a reader: what was chosen and what failed before it. */
  readonly sentence: string;
}

function parseName(name: string, origin: string): EngineName {
  findByName(origin, ENGINES, name);
  return name as EngineName;
}

/**
 * Chooses where tensors are computed: the given engine, else the one that the
 * environment variable `KARYON_ENGINE` names, else the best that starts here.
 * An engine that fails gives way to the next.
 *
 * @throws {InputError} if the name is unknown
 * @throws {Error} if none starts
 *
 * @example
 * ```ts
 * import { useEngine } from "#karyon";
 * const engine = await useEngine("cpu");
 * if (engine.name !== "cpu") throw new Error(engine.sentence);
 * ```
 */
export async function useEngine(preference?: string): Promise<Engine> {
  // TensorFlow.js otherwise advertises its Node.js package in every output.
  tf.env().set("PROD", true);
  const variable = Deno.env.get("KARYON_ENGINE");
  const wanted = preference !== undefined
    ? parseName(preference, "the engine")
    : variable
    ? parseName(variable, "KARYON_ENGINE")
    : undefined;
  const first = wanted ?? engineNames[0]!;
  const order = [first, ...engineNames.filter((name) => name !== first)];
  const failures: string[] = [];
  for (const name of order) {
    try {
      await ENGINES[name].start();
      await tf.ready();
      const after = failures.length > 0 ? `, because ${failures.join("; ")}` : "";
      return { name, sentence: `Engine: ${name} (${ENGINES[name].words})${after}.` };
    } catch (error) {
      failures.push(`${name} failed: ${messageOf(error)}`);
    }
  }
  throw new Error(`No engine starts here: ${failures.join("; ")}`);
}

/**
 * Tries every engine and goes back to the one in use.
 *
 * @returns by name: "works", or why it does not
 */
export async function probeEngines(): Promise<Record<EngineName, string>> {
  const before = tf.getBackend();
  const found = {} as Record<EngineName, string>;
  for (const name of engineNames) {
    try {
      await ENGINES[name].start();
      found[name] = "works";
    } catch (error) {
      found[name] = messageOf(error);
    }
  }
  if (before) await tf.setBackend(before);
  return found;
}
