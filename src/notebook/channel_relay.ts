/** Stands before one of a kernel's channels, and may change what is said on it. */
import { encodeMessage, readPieces } from "./frames.ts";

/** The frames of a message. */
export type Frames = readonly (string | Uint8Array)[];

/**
 * What becomes of a message: it is `pass`ed on, changed or not, or answered by
 * `back`. What comes after it waits until the promise settles.
 */
export type Handle = (
  frames: readonly Uint8Array[],
  pass: (frames: Frames) => Promise<void>,
  back: (frames: Frames) => Promise<void>,
) => Promise<void>;

/** Between whom, and what happens in between. */
export interface RelayOptions {
  /** Where Jupyter connects. */
  readonly listener: Deno.TcpListener;
  /** Connects to the kernel, as soon as that is there. */
  readonly reach: () => Promise<Deno.TcpConn>;
  readonly fromClient: Handle;
  readonly fromKernel: Handle;
}

/** Messages as they are. */
export const passOn: Handle = (frames, pass) => pass(frames);

/** Relays every connection until the process ends. */
export async function relayChannel(options: RelayOptions): Promise<void> {
  for await (const client of options.listener) {
    relay(client, options).catch(() => {/* one side has gone */});
  }
}

/** Passes one connection on, both ways. */
async function relay(client: Deno.TcpConn, options: RelayOptions): Promise<void> {
  const kernel = await options.reach();
  kernel.setNoDelay(true);
  client.setNoDelay(true);
  const toClient = client.writable.getWriter();
  const toKernel = kernel.writable.getWriter();
  const send = (writer: typeof toClient) => (frames: Frames) =>
    writer.write(encodeMessage(frames));
  const pump = async (
    from: Deno.TcpConn,
    to: typeof toClient,
    handle: Handle,
    back: typeof toClient,
  ) => {
    for await (const { bytes, frames } of readPieces(from.readable)) {
      if (frames) await handle(frames, send(to), send(back));
      else await to.write(bytes);
    }
    await to.close();
  };
  try {
    await Promise.all([
      pump(kernel, toClient, options.fromKernel, toKernel),
      pump(client, toKernel, options.fromClient, toClient),
    ]);
  } finally {
    for (const connection of [client, kernel]) {
      try {
        connection.close();
      } catch { /* closed already */ }
    }
  }
}
