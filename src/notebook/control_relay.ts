/** Stands before a kernel's control channel and keeps interrupts back. */
import { readPieces } from "./frames.ts";
import type { Message, Wire } from "./wire.ts";
import { encodeMessage } from "./zmtp.ts";

/** Between which ports, and what an interrupt does. */
export interface RelayOptions {
  readonly hostname: string;
  /** The port that Jupyter connects to. */
  readonly from: number;
  /** The kernel's own. */
  readonly to: number;
  readonly wire: Wire;
  /** Whether the kernel itself must get the interrupt. */
  readonly interrupt: () => Promise<boolean>;
}

/** Relays every connection until the process ends. */
export async function relayControl(options: RelayOptions): Promise<void> {
  const { hostname, from } = options;
  for await (const client of Deno.listen({ hostname, port: from })) {
    relay(client, options).catch(() => {/* one side has gone */});
  }
}

/** The kernel comes up later than its relay. */
async function reach(hostname: string, port: number): Promise<Deno.TcpConn> {
  for (let attempt = 0;; attempt++) {
    try {
      return await Deno.connect({ hostname, port });
    } catch (error) {
      if (attempt > 600) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Passes one connection on, both ways, but for interrupts. */
async function relay(client: Deno.TcpConn, options: RelayOptions): Promise<void> {
  const { hostname, to, wire, interrupt } = options;
  const kernel = await reach(hostname, to);
  kernel.setNoDelay(true);
  client.setNoDelay(true);
  const toClient = client.writable.getWriter();
  const toKernel = kernel.writable.getWriter();
  const answer = async (request: Message, bytes: Uint8Array) => {
    if (await interrupt()) return await toKernel.write(bytes);
    const reply = wire.encode("interrupt_reply", { status: "ok" }, request.header);
    await toClient.write(encodeMessage(reply.frames));
  };
  const back = async () => {
    for await (const { bytes } of readPieces(kernel.readable)) {
      await toClient.write(bytes);
    }
    await toClient.close();
  };
  const forth = async () => {
    for await (const { bytes, frames } of readPieces(client.readable)) {
      const message = frames && wire.decode(frames);
      // Not awaited: a shutdown must not wait for a loop to be noticed.
      if (message?.type === "interrupt_request") answer(message, bytes).catch(() => {});
      else await toKernel.write(bytes);
    }
    await toKernel.close();
  };
  await Promise.all([back(), forth()]);
}
