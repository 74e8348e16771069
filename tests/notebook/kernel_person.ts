/** A kernel behind its front, used as Jupyter uses it. */
import { fileURLToPath } from "node:url";
import { kernelSpec } from "../../src/cli/kernel.ts";
import { type Message, openWire } from "../../src/notebook/wire.ts";
import { connectSocket, type Socket } from "../../src/notebook/zmtp.ts";
import { withFolder } from "../support/temporary.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export const KEY = "a made-up key";

const CHANNELS = ["shell", "iopub", "stdin", "control", "hb"] as const;

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

async function connect(port: number, type: "DEALER" | "SUB"): Promise<Socket> {
  for (let attempt = 0;; attempt++) {
    try {
      return await connectSocket(port, type);
    } catch (error) {
      if (attempt > 600) throw error;
      await pause(20);
    }
  }
}

/** What of a kernel a person sees. */
export interface Person {
  /** Runs a cell and resolves with its reply when all that it has shown is there. */
  run(code: string): Promise<Message>;
  /** Presses stop. */
  interrupt(): Promise<Message>;
  /** All that was printed or shown so far. */
  shown(): string;
  /** Every message of the output channel so far. */
  readonly outputs: readonly Message[];
  /** Asks anything. */
  ask(type: string, content: unknown): Promise<Message>;
  /** Connects to the output channel once more. */
  listen(): Promise<Socket>;
}

/** How to start a kernel as Jupyter does, by its spec, and where it will listen. */
async function prepareKernel(folder: string) {
  const listeners = CHANNELS.map(() => Deno.listen({ hostname: "127.0.0.1", port: 0 }));
  const ports = Object.fromEntries(
    CHANNELS.map((name, i) => [`${name}_port`, listeners[i]!.addr.port]),
  );
  for (const listener of listeners) listener.close();
  const file = `${folder}/connection.json`;
  const connection = { ip: "127.0.0.1", transport: "tcp", key: KEY, ...ports };
  const signed = { ...connection, signature_scheme: "hmac-sha256" };
  await Deno.writeTextFile(file, JSON.stringify(signed));
  const { argv, env } = kernelSpec();
  const command = argv.map((word) => word.replace("{connection_file}", file));
  return { ports, command, env };
}

const PLACE = { cwd: ROOT, stdin: "null", stdout: "null", stderr: "null" } as const;

/** Starts a kernel whose parent is gone as soon as it is there; resolves with its ports. */
export async function startOrphan(folder: string): Promise<Record<string, number>> {
  const { ports, command, env } = await prepareKernel(folder);
  const parent = new Deno.Command("sh", {
    args: ["-c", '"$@" & wait', "sh", ...command],
    env,
    ...PLACE,
  }).spawn();
  (await connect(ports["shell_port"]!, "DEALER")).close();
  parent.kill("SIGKILL");
  await parent.status;
  return ports;
}

/** Starts a kernel, and ends it when the body is through. */
export async function withKernel(body: (person: Person) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const { ports, command: [program, ...args], env } = await prepareKernel(folder);
    const kernel = new Deno.Command(program!, { args, env, ...PLACE }).spawn();
    const sockets: Socket[] = [];
    const wire = openWire(KEY);
    const waiting = new Map<string, (message: Message) => void>();
    const outputs: Message[] = [];
    const open = async (name: string, type: "DEALER" | "SUB") => {
      const socket = await connect(ports[name]!, type);
      sockets.push(socket);
      (async () => {
        for await (const frames of socket.messages()) {
          const message = wire.decode(frames);
          if (!message) throw new Error("Expected a signed message");
          if (type === "SUB") outputs.push(message);
          else waiting.get(message.parentId)?.(message);
        }
      })();
      return socket;
    };
    const ask = (socket: Socket, type: string, content: unknown) => {
      const { id, frames } = wire.encode(type, content);
      const reply = new Promise<Message>((resolve) => waiting.set(id, resolve));
      return socket.send(frames).then(() => reply);
    };
    try {
      const control = await open("control_port", "DEALER");
      const shell = await open("shell_port", "DEALER");
      await open("iopub_port", "SUB");
      await body({
        async run(code) {
          const reply = await ask(shell, "execute_request", {
            code,
            silent: false,
            store_history: true,
            user_expressions: {},
            allow_stdin: false,
            stop_on_error: true,
          });
          const isEnd = ({ parentId, content }: Message) =>
            parentId === reply.parentId && content.execution_state === "idle";
          while (!outputs.some(isEnd)) await pause(5);
          return reply;
        },
        interrupt: () => ask(control, "interrupt_request", {}),
        shown: () => JSON.stringify(outputs.map(({ content }) => content)),
        outputs,
        ask: (type, content) => ask(shell, type, content),
        listen: () => connect(ports["iopub_port"]!, "SUB"),
      });
      const asked = ask(control, "shutdown_request", { restart: false });
      await Promise.race([asked, kernel.status]);
      await kernel.status;
    } finally {
      for (const socket of sockets) socket.close();
      try {
        kernel.kill("SIGKILL");
      } catch { /* it has ended, as it should */ }
      await kernel.status;
    }
  });
}
