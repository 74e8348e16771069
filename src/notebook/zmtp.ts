/**
 * The little of ZeroMQ's wire protocol (ZMTP 3.0, https://rfc.zeromq.org/spec/23)
 * that talking to a kernel on this machine takes: one TCP connection, no
 * security mechanism, messages of several frames.
 *
 * Written out here because the npm package's native code, measured under Deno
 * 2.9.6, misses messages and crashes the process.
 */
import { Buffer } from "node:buffer";

/** A connected socket. */
export interface Socket {
  /** Sends one message. Rejects if the peer is gone. */
  send(frames: readonly (string | Uint8Array)[]): Promise<void>;
  /** Every message that arrives, in order, until either side closes. */
  messages(): AsyncGenerator<Uint8Array[]>;
  close(): void;
}

const MORE = 1;
const LONG = 2;
const COMMAND = 4;
const GREETING_BYTES = 64;
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

/** One frame with its flags and size in front. */
function encodeFrame(body: Uint8Array, flags: number): Uint8Array {
  const long = body.length > 255;
  const frame = new Uint8Array((long ? 9 : 2) + body.length);
  frame[0] = flags | (long ? LONG : 0);
  if (long) new DataView(frame.buffer).setBigUint64(1, BigInt(body.length));
  else frame[1] = body.length;
  frame.set(body, frame.length - body.length);
  return frame;
}

/** A message as the bytes on the wire. */
export function encodeMessage(frames: readonly (string | Uint8Array)[]): Uint8Array {
  const encoder = new TextEncoder();
  return Buffer.concat(frames.map((frame, i) =>
    encodeFrame(
      typeof frame === "string" ? encoder.encode(frame) : frame,
      i < frames.length - 1 ? MORE : 0,
    )
  ));
}

/** The READY command that says what kind of socket this is. */
function ready(type: "DEALER" | "SUB"): Uint8Array {
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
 * @param port on 127.0.0.1
 * @param type `DEALER` asks and gets answers, `SUB` hears everything published
 * @throws {Error} if nobody listens there or the listener speaks no ZMTP 3
 */
export async function connectSocket(
  port: number,
  type: "DEALER" | "SUB",
): Promise<Socket> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  try {
    // TCP may connect a port to itself while nobody listens there yet.
    if (connection.localAddr.port === port) {
      throw new Deno.errors.ConnectionRefused();
    }
    connection.setNoDelay(true);
    const read = exactly(connection);
    let last: Promise<void> = Promise.resolve();
    const write = (bytes: Uint8Array): Promise<void> =>
      last = last.then(() => writeAll(connection, bytes));
    await write(greeting());
    const theirs = await read(GREETING_BYTES);
    if (theirs[0] !== 0xff || theirs[VERSION_AT]! < 3) {
      throw new Error(`Expected a ZMTP 3 peer on port ${port}`);
    }
    await write(encodeFrame(ready(type), COMMAND));
    if (type === "SUB") await write(encodeFrame(Uint8Array.of(1), 0));
    return {
      send: (frames) => write(encodeMessage(frames)),
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
