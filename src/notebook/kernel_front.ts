/**
 * The program that Jupyter starts as the kernel: Deno's own kernel, with a stop button
 * that works, outputs that arrive, and errors that say where.
 *
 * Deno's kernel hangs for good where awaited work is interrupted. So this program stands
 * before the kernel's control channel and turns an interrupt into an event, which long
 * work listens to; only a loop that lets no event through is interrupted as Deno does it,
 * which works there.
 *
 * That kernel also breaks or loses large outputs where a reader is slow: this program
 * reads them at once and publishes them itself. And it says nothing of a cell that does
 * not parse: `executions.ts` does.
 *
 * @module
 */
import { randomUUID } from "node:crypto";
import { type Connection, converse } from "./ask_kernel.ts";
import { passOn, relayChannel } from "./channel_relay.ts";
import { Executions } from "./executions.ts";
import { keepInterrupts, markIn, mendReplies, noteRequests } from "./kernel_channels.ts";
import {
  freePorts,
  listenPatiently,
  parentGone,
  reachPatiently,
} from "./kernel_ports.ts";
import { awaitWatch, prelude, type Watch } from "./kernel_prelude.ts";
import { openPublisher } from "./publish.ts";
import { openWire } from "./wire.ts";

/** At how many bytes that a page has not taken yet the log says so. */
const FAR_BEHIND = 256e6;

/** Stands before the kernel: on `outer` Jupyter connects, on `inner` the kernel listens. */
async function stand(
  outer: Connection,
  inner: Connection,
  watch: Watch,
  token: string,
): Promise<void> {
  const { ip } = outer;
  const wire = openWire(outer.key);
  const { publish, behind } = openPublisher(await listenPatiently(ip, outer.iopub_port));
  const control = await listenPatiently(ip, outer.control_port);
  const shell = await listenPatiently(ip, outer.shell_port);
  const reach = (port: number) =>
    reachPatiently(() => Deno.connect({ hostname: ip, port }));

  const executions = new Executions({ wire, publish });
  relayChannel({
    listener: control,
    reach: () => reach(inner.control_port),
    fromClient: keepInterrupts(wire, watch, executions),
    fromKernel: passOn,
  });
  const { ask, outputs, isOwn } = await converse(inner, wire);
  ask("execute_request", {
    code: prelude({ port: watch.port, token }),
    silent: true,
    store_history: false,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: false,
  });
  executions.onLost = () => ask("kernel_info_request", {});
  relayChannel({
    listener: shell,
    reach: () => reach(inner.shell_port),
    fromClient: noteRequests(wire, executions),
    fromKernel: mendReplies(wire, executions),
  });
  let warned = false;
  for (let next; !(next = await outputs.read()).done;) {
    const mark = markIn(wire, next.value);
    if (mark !== undefined) watch.arrive(mark);
    else await executions.publish(next.value, isOwn(next.value));
    if (behind() > FAR_BEHIND && !warned) {
      warned = true;
      console.error(`A page is ${Math.round(behind() / 1e6)} MB of outputs behind.`);
    }
  }
}

/** Starts the kernel, stands before it, and resolves with its exit code. */
async function frontKernel(file: string): Promise<number> {
  const outer = JSON.parse(await Deno.readTextFile(file)) as Connection;
  (await listenPatiently(outer.ip, outer.hb_port)).close();
  const [shell_port, iopub_port, control_port] = freePorts(outer.ip, 3) as [
    number,
    number,
    number,
  ];
  const inner = { ...outer, shell_port, iopub_port, control_port };
  const folder = await Deno.makeTempDir({ prefix: "karyon-kernel-" });
  const path = `${folder}/connection.json`;
  await Deno.writeTextFile(path, JSON.stringify(inner), { mode: 0o600 });
  const kernel = new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--kernel", "--conn", path],
    stdin: "null",
  }).spawn();
  const end = () => {
    try {
      kernel.kill("SIGKILL");
    } catch { /* it has ended */ }
  };
  const token = randomUUID();
  const watch = awaitWatch(token);
  // Some programs send the signal whatever the kernel asks for.
  Deno.addSignalListener("SIGINT", () => void watch.interrupt());
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", end);
  // A server that was killed can shut nothing down.
  parentGone().then(end);
  try {
    stand(outer, inner, watch, token).catch((error) => {
      console.error(error);
      end();
    });
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
