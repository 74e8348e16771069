/**
 * The little of ZeroMQ's wire protocol (ZMTP 3.0, https://rfc.zeromq.org/spec/23)
 * that talking to a kernel, or as one, on this machine takes: one TCP connection, no
 * security mechanism, messages of several frames.
 *
 * Written out here because the npm package's native code, measured under Deno
 * 2.9.6, misses messages and crashes the process.
 */
import {
  COMMAND,
  encodeFrame,
  encodeMessage,
  GREETING_BYTES,
  LONG,
  MORE,
} from "./frames.ts";

/** What a socket is for: `DEALER` asks, `SUB` hears all that a `PUB` publishes. */
export type SocketType = "DEALER" | "SUB" | "PUB";

/** A connected socket. */
export interface Socket {
  /**
   * Sends one message, after all before it. Resolves when the peer has made room for
   * it; rejects if the peer is gone.
   */
  send(frames: readonly (string | Uint8Array)[]): Promise<void>;
  /** Sends what `encodeMessage()` made. */
  sendEncoded(message: Uint8Array): Promise<void>;
  /** Every message that arrives, in order, until either side closes. */
  messages(): AsyncGenerator<Uint8Array[]>;
  close(): void;
}

const VERSION_AT = 10;

/** Who we are: signature, version 3.0, mechanism NULL, padding. */
function greeting(): Uint8Array {
  const bytes = new Uint8Array(GREETING_BYTES);
  bytes[0] = 0xff;
  bytes[9] = 0x7f;
  bytes[VERSION_AT] = 3;
  bytes.set(new TextEncoder().encode("NULL"), 12);
  return bytes;
}

/** The READY command that says what kind of socket this is. */
function ready(type: SocketType): Uint8Array {
  const name = "Socket-Type";
  const head = String.fromCharCode(5) + "READY" +
    String.fromCharCode(name.length) + name;
  return new TextEncoder().encode(
    `${head}\0\0\0${String.fromCharCode(type.length)}${type}`,
  );
}

/** Reads exact numbers of bytes from a stream. */
function exactly(
  connection: Deno.TcpConn,
): (size: number) => Promise<Uint8Array> {
  let kept = new Uint8Array();
  const chunk = new Uint8Array(65536);
  return async (size) => {
    const bytes = new Uint8Array(size);
    let filled = Math.min(size, kept.length);
    bytes.set(kept.subarray(0, filled));
    kept = kept.subarray(filled);
    while (filled < size) {
      const read = await connection.read(chunk);
      if (read === null) {
        throw new Deno.errors.UnexpectedEof("The peer has closed");
      }
      const used = Math.min(size - filled, read);
      bytes.set(chunk.subarray(0, used), filled);
      filled += used;
      if (used < read) kept = chunk.slice(used, read);
    }
    return bytes;
  };
}

/**
 * Connects to a bound socket on this machine and shakes hands.
 *
 * @param port on `hostname`
 * @param type what this end is
 * @throws {Error} if nobody listens there or the listener speaks no ZMTP 3
 */
export async function connectSocket(
  port: number,
  type: "DEALER" | "SUB",
  hostname = "127.0.0.1",
): Promise<Socket> {
  const connection = await Deno.connect({ hostname, port });
  // TCP may connect a port to itself while nobody listens there yet.
  if (connection.localAddr.port === port) {
    connection.close();
    throw new Deno.errors.ConnectionRefused();
  }
  return await shakeHands(connection, type);
}

/**
 * Makes a socket of a connection, whichever side has opened it.
 *
 * @throws {Error} if the other side speaks no ZMTP 3; the connection is closed then
 */
export async function shakeHands(
  connection: Deno.TcpConn,
  type: SocketType,
): Promise<Socket> {
  try {
    connection.setNoDelay(true);
    const read = exactly(connection);
    let last: Promise<void> = Promise.resolve();
    const write = (bytes: Uint8Array): Promise<void> =>
      last = last.then(() => writeAll(connection, bytes));
    await write(greeting());
    const theirs = await read(GREETING_BYTES);
    if (theirs[0] !== 0xff || theirs[VERSION_AT]! < 3) {
      const { port } = connection.remoteAddr;
      throw new Error(`Expected a ZMTP 3 peer on port ${port}`);
    }
    await write(encodeFrame(ready(type), COMMAND));
    if (type === "SUB") await write(encodeFrame(Uint8Array.of(1), 0));
    return {
      send: (frames) => write(encodeMessage(frames)),
      sendEncoded: write,
      messages: () => readMessages(read),
      close() {
        try {
          connection.close();
        } catch { /* closed already */ }
      },
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function writeAll(
  connection: Deno.TcpConn,
  bytes: Uint8Array,
): Promise<void> {
  for (let sent = 0; sent < bytes.length;) {
    sent += await connection.write(bytes.subarray(sent));
  }
}

async function* readMessages(
  read: (size: number) => Promise<Uint8Array>,
): AsyncGenerator<Uint8Array[]> {
  let frames: Uint8Array[] = [];
  try {
    while (true) {
      const flags = (await read(1))[0]!;
      const size = await read(flags & LONG ? 8 : 1);
      const length = flags & LONG
        ? Number(new DataView(size.buffer).getBigUint64(0))
        : size[0]!;
      const body = await read(length);
      if (flags & COMMAND) continue;
      frames.push(body);
      if (flags & MORE) continue;
      yield frames;
      frames = [];
    }
  } catch { /* closed by either side */ }
}
