/**
 * The worker that watches from inside a kernel: it passes interrupts and seen marks on
 * to the cells, finds loops that hear nothing, and ends a kernel whose
 * `kernel_front.ts` is gone.
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
/** The front's words, however they are cut: 0 is an interrupt, else a mark was seen. */
let kept = "";
const decoder = new TextDecoder();
const buffer = new Uint8Array(256);
for (
  let read: number | null;
  (read = await line.read(buffer).catch(() => null)) !== null;
) {
  const words = (kept + decoder.decode(buffer.subarray(0, read))).split("\n");
  kept = words.pop()!;
  for (const word of words) {
    const mark = Number(word);
    if (mark > 0) parentPort!.postMessage({ mark });
    else isHeard().then((yes) => line.write(Uint8Array.of(yes ? 1 : 0))).catch(() => {});
  }
}
// Without its front nobody could stop this kernel, not even one that loops.
Deno.kill(Deno.pid, "SIGKILL");
