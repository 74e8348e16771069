/** The kernel's process: its connection file, its ports, its end. */
import { randomUUID } from "node:crypto";

/** How to start a kernel. */
export interface KernelOptions {
  /** The Deno binary. */
  readonly deno: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A kernel's process with what is needed to reach it. */
export interface KernelProcess {
  readonly key: string;
  readonly shellPort: number;
  readonly iopubPort: number;
  /** Settles when the process has ended, with words on how. */
  readonly ended: Promise<string>;
  /** Kills the process and removes its connection file. Never throws. */
  close(): Promise<void>;
}

const CHANNELS = ["shell", "iopub", "stdin", "control", "hb"] as const;

/** Ports that were free a moment ago, all different. */
function freePorts(count: number): number[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  const ports = listeners.map((listener) => listener.addr.port);
  listeners.forEach((listener) => listener.close());
  return ports;
}

/** Starts `deno jupyter --kernel` with a connection file of its own. */
export async function spawnKernel(
  options: KernelOptions,
): Promise<KernelProcess> {
  const folder = await Deno.makeTempDir({ prefix: "karyon-kernel-" });
  const removeFolder = () => Deno.remove(folder, { recursive: true }).catch(() => {});
  try {
    const key = randomUUID();
    const ports = freePorts(CHANNELS.length);
    const file = `${folder}/connection.json`;
    const connection = {
      ip: "127.0.0.1",
      transport: "tcp",
      key,
      signature_scheme: "hmac-sha256",
      kernel_name: "deno",
      ...Object.fromEntries(
        CHANNELS.map((name, i) => [`${name}_port`, ports[i]]),
      ),
    };
    await Deno.writeTextFile(file, JSON.stringify(connection), { mode: 0o600 });
    const process = new Deno.Command(options.deno, {
      args: ["jupyter", "--kernel", "--conn", file],
      cwd: options.cwd,
      env: { ...options.env },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const ended = describeEnd(process);
    return {
      key,
      shellPort: ports[0]!,
      iopubPort: ports[1]!,
      ended,
      async close() {
        try {
          process.kill("SIGKILL");
        } catch { /* it has ended already */ }
        await ended;
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** Words on why the process ended, once it has. */
async function describeEnd(process: Deno.ChildProcess): Promise<string> {
  const [status, , stderr] = await Promise.all([
    process.status,
    lastWords(process.stdout),
    lastWords(process.stderr),
  ]);
  if (/heap out of memory|heap limit/i.test(stderr)) return "ran out of memory";
  const how = status.signal === null ? `exit code ${status.code}` : status.signal;
  const said = stderr.split("\n")
    .filter((line) => line.trim() !== "" && !line.includes("is unstable"))
    .slice(-3);
  return [`ended (${how})`, ...said].join("\n");
}

/** Reads a stream to its end and keeps the last few thousand characters. */
async function lastWords(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of stream) {
    text = (text + decoder.decode(part, { stream: true })).slice(-8000);
  }
  return text;
}
