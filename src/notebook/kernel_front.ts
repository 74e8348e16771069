/**
 * The program that Jupyter starts as the kernel: Deno's own kernel, with a stop button
 * that works.
 *
 * Deno's kernel hangs for good where awaited work is interrupted. So this program stands
 * before the kernel's control channel and turns an interrupt into an event, which long
 * work listens to; only a loop that lets no event through is interrupted as Deno does it,
 * which works there. All other channels go to the kernel directly.
 *
 * @module
 */
import { randomUUID } from "node:crypto";
import { relayControl } from "./control_relay.ts";
import { awaitWatch, prelude } from "./kernel_prelude.ts";
import { openWire } from "./wire.ts";
import { connectSocket, type Socket } from "./zmtp.ts";

/** What of Jupyter's connection file matters here. */
interface Connection {
  readonly ip: string;
  readonly key: string;
  readonly shell_port: number;
  readonly control_port: number;
}

const START_SECONDS = 60;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until a port is free: after a restart its last user may still be ending. */
async function untilFree(hostname: string, port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      return Deno.listen({ hostname, port }).close();
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
      await pause(50);
    }
  }
}

/** A port that was free a moment ago. */
function freePort(hostname: string): number {
  const listener = Deno.listen({ hostname, port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

/** Connects as soon as the kernel listens. */
async function connectShell(port: number): Promise<Socket> {
  for (const end = performance.now() + START_SECONDS * 1000;;) {
    try {
      return await connectSocket(port, "DEALER");
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(10);
    }
  }
}

/** Starts the kernel, stands before it, and resolves with its exit code. */
async function frontKernel(file: string): Promise<number> {
  const connection = JSON.parse(await Deno.readTextFile(file)) as Connection;
  const { ip, key } = connection;
  await untilFree(ip, connection.shell_port);
  const control = freePort(ip);
  const folder = await Deno.makeTempDir({ prefix: "karyon-kernel-" });
  const inner = `${folder}/connection.json`;
  await Deno.writeTextFile(
    inner,
    JSON.stringify({ ...connection, control_port: control }),
    { mode: 0o600 },
  );
  const kernel = new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--kernel", "--conn", inner],
    stdin: "null",
  }).spawn();
  const token = randomUUID();
  const watch = awaitWatch(token);
  relayControl({
    hostname: ip,
    from: connection.control_port,
    to: control,
    wire: openWire(key),
    // Before the kernel is prepared nothing runs that could be stopped.
    interrupt: () => watch.interrupt(),
  });
  // Some programs send the signal whatever the kernel asks for.
  Deno.addSignalListener("SIGINT", () => void watch.interrupt());
  if (Deno.build.os !== "windows") {
    Deno.addSignalListener("SIGTERM", () => kernel.kill("SIGKILL"));
  }
  try {
    const shell = await connectShell(connection.shell_port);
    const code = prelude({ port: watch.port, token });
    const { frames } = openWire(key).encode("execute_request", {
      code,
      silent: true,
      store_history: false,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: false,
    });
    await shell.send(frames);
    return (await kernel.status).code;
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

if (import.meta.main) {
  const [file] = Deno.args;
  if (file === undefined) {
    console.error("Expected Jupyter's connection file as the argument but found none");
    Deno.exit(2);
  }
  Deno.exit(await frontKernel(file));
}
