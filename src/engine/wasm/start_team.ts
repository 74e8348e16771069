import { Worker } from "node:worker_threads";
import { messageOf } from "../../base/mod.ts";
import type { WasmBackend } from "./backend.ts";
import { chooseVariant, type HelperStart } from "./kernel_module.ts";
import { Team } from "./team.ts";
import { VARIANTS } from "./variants.ts";

/** What became of a team's start. */
export interface TeamStart {
  readonly team: Team;
  readonly relaxed: boolean;
  /** Why there are fewer threads than asked for. */
  readonly shortage?: string;
}

async function startHelper(workerData: HelperStart): Promise<void> {
  const worker = new Worker(new URL("helper.ts", import.meta.url), { workerData });
  await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  // A process whose work is done ends, though its helpers wait for more.
  worker.unref();
}

/** Loads the kernels and starts the threads beside the main one. */
export async function startTeam(
  backend: WasmBackend,
  threads: number,
): Promise<TeamStart> {
  const variant = chooseVariant();
  const module = await WebAssembly.compile(
    await (await fetch(VARIANTS[variant])).arrayBuffer(),
  );
  const team = new Team(backend, module);
  const relaxed = variant === "relaxed";
  try {
    while (team.threads < threads) await team.addHelper(module, startHelper);
    return { team, relaxed };
  } catch (error) {
    return { team, relaxed, shortage: messageOf(error) };
  }
}
