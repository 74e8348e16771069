/**
 * The worker that watches from inside a kernel: it passes interrupts on to the cells,
 * finds loops that hear nothing, and ends a kernel whose `kernel_front.ts` is gone.
 */
import { parentPort, workerData } from "node:worker_threads";

interface WatchData {
  readonly port: number;
  readonly token: string;
  readonly patience: number;
}

const { port, token, patience } = workerData as WatchData;
let id = 0;
let heard = 0;
parentPort!.on("message", (answered: number) => heard = answered);

/** Whether the cells' thread has heard of the interrupt in time. */
async function isHeard(): Promise<boolean> {
  parentPort!.postMessage({ id: ++id, at: Date.now() });
  for (const end = performance.now() + patience; performance.now() < end;) {
    if (heard === id) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

const line = await Deno.connect({ hostname: "127.0.0.1", port });
await line.write(new TextEncoder().encode(token));
const asked = new Uint8Array(1);
while (await line.read(asked).catch(() => null)) {
  await line.write(Uint8Array.of(await isHeard() ? 1 : 0));
}
// Without its front nobody could stop this kernel, not even one that loops.
Deno.kill(Deno.pid, "SIGKILL");
