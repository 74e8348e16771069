/** A kernel's front as its kernel's one client: to ask, and to hear all outputs. */
import { reachPatiently } from "./kernel_ports.ts";
import type { Wire } from "./wire.ts";
import { connectSocket } from "./zmtp.ts";

/** What of Jupyter's connection file matters here. */
export interface Connection {
  readonly ip: string;
  readonly key: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly control_port: number;
  /** The kernel's own, to which it answers itself. */
  readonly hb_port: number;
}

/** Connects to the kernel as Jupyter would; what it publishes is heard from now on. */
export async function converse({ ip, shell_port, iopub_port }: Connection, wire: Wire) {
  const shell = await reachPatiently(() => connectSocket(shell_port, "DEALER", ip));
  const iopub = await reachPatiently(() => connectSocket(iopub_port, "SUB", ip));
  const own = new Set<string>();
  const ask = (type: string, content: unknown): string => {
    const { id, frames } = wire.encode(type, content);
    own.add(id);
    shell.send(frames).catch(() => {/* the kernel has ended */});
    return id;
  };
  const replies = shell.messages();
  // A queue without end, since Deno's kernel loses what nobody reads.
  const outputs = new ReadableStream<Uint8Array[]>({
    start(controller) {
      (async () => {
        for await (const frames of iopub.messages()) controller.enqueue(frames);
      })();
    },
  }).getReader();
  // It publishes to whom it has noticed.
  const heard = outputs.read();
  const question = () => Promise.race([replies.next(), heard]);
  let isHeard = false;
  heard.then(() => isHeard = true);
  while (!isHeard) {
    ask("kernel_info_request", {});
    await question();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  (async () => {
    for await (const _reply of replies);
  })();
  /** What this program asks for is nobody's business; what it shows is. */
  const isOwn = (frames: readonly Uint8Array[]): boolean => {
    const { type = "", parentId = "" } = wire.peek(frames) ?? {};
    return own.has(parentId) && ["status", "execute_input"].includes(type);
  };
  return { ask, outputs, isOwn };
}
