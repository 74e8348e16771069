/** A Deno Jupyter kernel, started, asked and ended. */
import { type KernelOptions, type KernelProcess, spawnKernel } from "./kernel_process.ts";
import { type Message, openWire } from "./wire.ts";
import { connectSocket, type Socket } from "./zmtp.ts";

/** A kernel that answers. */
export interface Kernel {
  /** Runs code. The reply comes when it has finished, never if the kernel dies. */
  execute(code: string, options: { silent: boolean }): Promise<Message>;
  /** Called with every message on the output channel, in order; set it. */
  onOutput: (message: Message) => void;
  /** Settles when the process has ended, with words on how. */
  readonly ended: Promise<string>;
  /** Ends the process and frees all that it used. Never throws. */
  close(): Promise<void>;
}

const START_SECONDS = 60;

/**
 * Starts a kernel and waits until it answers on both channels.
 *
 * Another program may take a port between our choosing it and the kernel's
 * binding it, so a kernel that ends while starting is tried again, three times
 * in all.
 *
 * @throws {Error} if no attempt gets an answer
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  for (let attempt = 1;; attempt++) {
    const process = await spawnKernel(options);
    const sockets: Socket[] = [];
    const close = async () => {
      sockets.forEach((socket) => socket.close());
      await process.close();
    };
    try {
      const deadline = AbortSignal.timeout(START_SECONDS * 1000);
      let ended: string | undefined;
      process.ended.then((how) => ended = how);
      const check = () => {
        if (ended !== undefined) {
          throw new Error(`The Deno Jupyter kernel ${ended}`);
        }
        if (deadline.aborted) {
          throw new Error("The Deno Jupyter kernel does not answer");
        }
      };
      sockets.push(await connectPatiently(process.shellPort, "DEALER", check));
      sockets.push(await connectPatiently(process.iopubPort, "SUB", check));
      const kernel = converse(process, sockets[0]!, sockets[1]!, close);
      await firstAnswer(kernel, check);
      return kernel;
    } catch (error) {
      await close();
      if (attempt === 3) throw error;
    }
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Tries to connect until it succeeds or `check` throws. */
async function connectPatiently(
  port: number,
  type: "DEALER" | "SUB",
  check: () => void,
): Promise<Socket> {
  while (true) {
    check();
    try {
      return await connectSocket(port, type);
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
      await pause(10);
    }
  }
}

/** Requests go out through one socket; replies and outputs find their takers. */
function converse(
  process: KernelProcess,
  shell: Socket,
  iopub: Socket,
  close: () => Promise<void>,
): Kernel {
  const wire = openWire(process.key);
  const waiting = new Map<string, (reply: Message) => void>();
  const kernel: Kernel = {
    async execute(code, { silent }) {
      const { id, frames } = wire.encode("execute_request", {
        code,
        silent,
        store_history: !silent,
        user_expressions: {},
        allow_stdin: false,
        stop_on_error: true,
      });
      const reply = new Promise<Message>((resolve) => waiting.set(id, resolve));
      await shell.send(frames).catch(() => {/* it has died: `ended` tells */});
      return await reply;
    },
    onOutput: () => {},
    ended: process.ended,
    close,
  };
  receive(shell, (frames) => {
    const message = wire.decode(frames);
    if (message?.type !== "execute_reply") return;
    waiting.get(message.parentId)?.(message);
    waiting.delete(message.parentId);
  });
  receive(iopub, (frames) => {
    const message = wire.decode(frames);
    if (message !== undefined) kernel.onOutput(message);
  });
  return kernel;
}

async function receive(
  socket: Socket,
  take: (frames: Uint8Array[]) => void,
): Promise<void> {
  for await (const frames of socket.messages()) take(frames);
}

/**
 * Asks until the output channel has been heard: what a kernel publishes before
 * it has noticed our subscription is lost.
 */
async function firstAnswer(kernel: Kernel, check: () => void): Promise<void> {
  let heard = false;
  kernel.onOutput = () => heard = true;
  while (!heard) {
    check();
    await Promise.race([
      kernel.execute("undefined", { silent: true }),
      kernel.ended,
      pause(1000),
    ]);
    await pause(10);
  }
  kernel.onOutput = () => {};
}
