import { assert, assertEquals, assertLess, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { kernelSpec } from "../../src/cli/kernel.ts";
import { type Message, openWire } from "../../src/notebook/wire.ts";
import { connectSocket, type Socket } from "../../src/notebook/zmtp.ts";
import { withFolder } from "../support/temporary.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const KEY = "a made-up key";

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
interface Person {
  /** Runs a cell and resolves with its reply. */
  run(code: string): Promise<Message>;
  /** Presses stop. */
  interrupt(): Promise<Message>;
  /** All that was printed or shown so far. */
  shown(): string;
}

/** Starts a kernel as Jupyter does, by its spec. */
async function withKernel(body: (person: Person) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const listeners = CHANNELS.map(() => Deno.listen({ hostname: "127.0.0.1", port: 0 }));
    const ports = Object.fromEntries(
      CHANNELS.map((name, i) => [`${name}_port`, listeners[i]!.addr.port]),
    );
    for (const listener of listeners) listener.close();
    const file = `${folder}/connection.json`;
    const connection = { ip: "127.0.0.1", transport: "tcp", key: KEY, ...ports };
    const signed = { ...connection, signature_scheme: "hmac-sha256" };
    await Deno.writeTextFile(file, JSON.stringify(signed));
    const { argv: [program, ...args], env } = kernelSpec();
    const kernel = new Deno.Command(program!, {
      args: args.map((argument) => argument.replace("{connection_file}", file)),
      env,
      cwd: ROOT,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    const sockets: Socket[] = [];
    const wire = openWire(KEY);
    const waiting = new Map<string, (message: Message) => void>();
    let shown = "";
    const open = async (name: string, type: "DEALER" | "SUB") => {
      const socket = await connect(ports[name]!, type);
      sockets.push(socket);
      (async () => {
        for await (const frames of socket.messages()) {
          const message = wire.decode(frames);
          if (!message) continue;
          if (type === "SUB") shown += JSON.stringify(message.content);
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
        run: (code) =>
          ask(shell, "execute_request", {
            code,
            silent: false,
            store_history: true,
            user_expressions: {},
            allow_stdin: false,
            stop_on_error: true,
          }),
        interrupt: () => ask(control, "interrupt_request", {}),
        shown: () => shown,
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

/** Runs a cell and presses stop while it runs. */
async function stopMidway(person: Person, code: string) {
  const cell = person.run(code);
  await pause(700);
  const start = performance.now();
  const stop = await person.interrupt();
  assertEquals(stop.type, "interrupt_reply");
  const { content } = await cell;
  return { status: content.status as string, milliseconds: performance.now() - start };
}

Deno.test("a kernel outlives the stop button, with its state, whatever it does", async () => {
  await withKernel(async (person) => {
    await person.run(`
      import { progress } from "./src/notebook/mod.ts";
      import { onInterrupt } from "./src/base/mod.ts";
      let kept = 41;
      const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));`);

    const listening = await stopMidway(
      person,
      `let steps = 0, stopped = false;
       const release = onInterrupt(() => stopped = true);
       while (!stopped && steps < 200) { steps++; await pause(50); }
       release();`,
    );
    assertEquals(listening.status, "ok");
    assertLess(listening.milliseconds, 3000);

    const reporting = await stopMidway(
      person,
      `const bar = progress("Counting");
       for (let i = 0; i < 200; i++) { bar.update(i, 200); await pause(50); }`,
    );
    assertEquals(reporting.status, "error");
    assertStringIncludes(person.shown(), "Counting was stopped");

    const deaf = await stopMidway(person, `await pause(2500); kept++;`);
    assertEquals(deaf.status, "ok");
    assertStringIncludes(person.shown(), "can be stopped halfway");

    // Sleeps, so that the test does not take the time of others.
    const loop = await stopMidway(
      person,
      `const nothing = new Int32Array(new SharedArrayBuffer(4));
       while (true) Atomics.wait(nothing, 0, 0, 20);`,
    );
    assertEquals(loop.status, "error");

    const { content } = await person.run(
      `if (kept !== 42 || !stopped || steps >= 200) throw new Error("lost");`,
    );
    assertEquals(content.status, "ok");
    assert(!person.shown().includes("nothing has caught"));
    await person.run(`Promise.reject(new Error("made up")); await pause(100);`);
    assertStringIncludes(person.shown(), "Error that nothing has caught");
  });
});
