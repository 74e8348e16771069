import { assertEquals } from "@std/assert";
import { Executions } from "../../src/notebook/executions.ts";
import { type Message, openWire } from "../../src/notebook/wire.ts";

const wire = openWire("a made-up key");

const encoded = (frames: readonly string[]) =>
  frames.map((frame) => new TextEncoder().encode(frame));

/** A message as it is on the wire, and as it is read there. */
function made(type: string, content: unknown, parent?: unknown) {
  const frames = encoded(wire.encode(type, content, parent).frames);
  return { frames, message: wire.decode(frames)! };
}

const request = (code: string) =>
  made("execute_request", { code, silent: false }).message;

const state = (execution_state: string, parent: unknown) =>
  made("status", { execution_state }, parent).frames;

/** Bookkeeping, and what has come out of it, in words. */
function keepBook() {
  const published: Message[] = [];
  const executions = new Executions({
    wire,
    publish: (frames) => void published.push(wire.decode(frames)!),
  });
  const said = () =>
    published.map(({ type, content }) =>
      content.execution_state ?? content.evalue ?? type
    );
  return { executions, published, said };
}

Deno.test("an end that the kernel has lost is asked for and made up, once", async () => {
  const { executions, published, said } = keepBook();
  const cell = request("1;");
  executions.begin(cell);
  await executions.publish(state("busy", cell.header));
  const question = made("kernel_info_request", {}).message;
  const asked = Promise.withResolvers<void>();
  let questions = 0;
  executions.onLost = () => {
    asked.resolve();
    return questions++ === 0 ? question.id : "another";
  };
  const ok = { status: "ok", execution_count: 1 };
  assertEquals(
    await executions.reply(made("execute_reply", ok, cell.header).message),
    ok,
  );
  assertEquals(said(), ["busy"]);
  await asked.promise;
  await executions.publish(state("busy", question.header), true);
  assertEquals(said(), ["busy", "idle"]);
  assertEquals(published.map(({ parentId }) => parentId), [cell.id, cell.id]);
  await executions.publish(state("idle", question.header), true);
  assertEquals([said(), questions], [["busy", "idle"], 1]);
});

Deno.test("where the next cell begins, the one before has ended", async () => {
  const { executions, published, said } = keepBook();
  const [first, second] = [request("1"), request("2")];
  for (const cell of [first, second]) executions.begin(cell);
  await executions.publish(state("busy", first.header));
  await executions.reply(made("execute_reply", { status: "ok" }, first.header).message);
  await executions.publish(state("busy", second.header));
  assertEquals(said(), ["busy", "idle", "busy"]);
  assertEquals(
    published.map(({ parentId }) => parentId),
    [first.id, first.id, second.id],
  );
});

Deno.test("only the loop that runs counts as stopped", async () => {
  const { executions, said } = keepBook();
  const cells = [request("for (;;);"), request("fail();")];
  for (const cell of cells) executions.begin(cell);
  executions.interrupt();
  for (const { header } of cells) {
    const failed = {
      status: "error",
      ename: "Error",
      evalue: "no",
      traceback: ["Error: no"],
    };
    const reply = executions.reply(made("execute_reply", failed, header).message);
    await executions.publish(state("idle", header));
    await reply;
  }
  assertEquals(said(), ["The loop was stopped", "idle", "no", "idle"]);
});

Deno.test("a cell's end waits for its reply, and the error that was not told comes first", async () => {
  const { executions, said } = keepBook();
  const cell = request("const a = ;");
  executions.begin(cell);
  const ended = executions.publish(state("idle", cell.header));
  await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals(said(), []);
  const failed = {
    status: "error",
    ename: "Error",
    evalue: "Execution failed",
    traceback: [],
  };
  const reply = executions.reply(made("execute_reply", failed, cell.header).message);
  await ended;
  const message = "Expression expected (line 1, column 11)";
  assertEquals(said(), [message, "idle"]);
  assertEquals(await reply, {
    status: "error",
    ename: "SyntaxError",
    evalue: message,
    traceback: [`SyntaxError: ${message}`, "", "  1 | const a = ;", "                ^"],
  });
});

Deno.test("each cell gets lines of its own, and what is not a cell's is left alone", async () => {
  const { executions, published } = keepBook();
  const codes = [request("1"), request("2")].map((cell) => executions.begin(cell)) as {
    code: string;
  }[];
  assertEquals(codes.map(({ code }) => code.split("\n").length), [1, 1001]);
  const stray = made("error", { ename: "A", evalue: "b", traceback: ["c"] }, {});
  await executions.publish(stray.frames);
  assertEquals(published, [stray.message]);
  const other = made("execute_reply", { status: "error" }, { msg_id: "unknown" }).message;
  assertEquals(await executions.reply(other), { status: "error" });
});
