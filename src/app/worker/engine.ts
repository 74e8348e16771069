/** The engine that this browser computes with. */
import { startWasmInBrowser, startWebGpuInBrowser } from "../../engine/mod.ts";
import { messageOf } from "../../base/mod.ts";
import type { EngineWords } from "../segmenter.ts";
import { TroubleError } from "./trouble.ts";

/** The names of engines, best first. */
type Name = EngineWords["name"];

/** Starts an engine, or says why not; resolves to its words. */
export type Starters = Readonly<Record<Name, () => Promise<{ readonly words: string }>>>;

/** The engines of a page whose files lie at an address. */
export const startersAt = (page: URL): Starters => ({
  webgpu: startWebGpuInBrowser,
  wasm: () =>
    startWasmInBrowser({
      backend: new URL("engine/backend.bin", page),
      relaxed: new URL("engine/relaxed.bin", page),
      plain: new URL("engine/plain.bin", page),
    }),
});

/** Without the full stop that a sentence inside another one cannot have. */
const clause = (error: unknown) => messageOf(error).replace(/\.$/, "");

/**
 * Starts the best engine that works.
 *
 * @param preference the only one to try, where it is given
 * @param before why another one is not in use any more
 * @throws {TroubleError} `no-engine` if none works; says why
 */
export async function startEngine(
  starters: Starters,
  preference?: Name,
  before?: string,
): Promise<EngineWords> {
  const failures = before === undefined ? [] : [before];
  const order: readonly Name[] = preference ? [preference] : ["webgpu", "wasm"];
  for (const name of order) {
    try {
      const { words } = await starters[name]();
      const why = failures.length > 0 ? `, because ${failures.join("; ")}` : "";
      return { name, sentence: `Engine: ${name} (${words})${why}.` };
    } catch (error) {
      failures.push(`${name} is not available: ${clause(error)}`);
    }
  }
  throw new TroubleError("no-engine", `No engine starts here: ${failures.join("; ")}.`);
}
