import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { InputError, runInBackground, serveBackground } from "../../src/base/mod.ts";
import type { MadeUpJob, MadeUpListeners } from "./made_up_worker.ts";

const run = (
  job: MadeUpJob,
  { double = (value: number) => 2 * value, signal }:
    & Partial<MadeUpListeners>
    & { readonly signal?: AbortSignal } = {},
) =>
  runInBackground({
    worker: new URL("./made_up_worker.ts", import.meta.url),
    job,
    listeners: { double } satisfies MadeUpListeners,
    signal,
  });

Deno.test("runInBackground() gives back the worker's result, of cloned data", async () => {
  const numbers = Float32Array.of(1, 2);
  assertEquals(await run({ how: "add", numbers }), Float32Array.of(2, 2));
  assertEquals(numbers, Float32Array.of(1, 2));
});

Deno.test("runInBackground() shares memory that is made for it", async () => {
  const numbers = new Float32Array(new SharedArrayBuffer(4));
  await run({ how: "add", numbers });
  assertEquals(numbers[0], 1);
});

Deno.test("runInBackground() answers each of the worker's calls, in any order", async () => {
  const slowFirst = async (value: number) => {
    if (value === 1) await new Promise((resolve) => setTimeout(resolve, 20));
    return 2 * value;
  };
  assertEquals(await run({ how: "call" }, { double: slowFirst }), [2, 42]);
});

Deno.test("runInBackground() throws what the worker threw, with class, path and cause", async () => {
  const error = await assertRejects(
    () => run({ how: "refuse" }),
    InputError,
    "menu.txt: Expected soup but found salad",
  );
  assertEquals(error.message, "menu.txt: Expected soup but found salad");
  assertEquals(error.path, "menu.txt");
  assertInstanceOf(error.cause, RangeError);
  assertEquals(error.cause.message, "too green");
  await assertRejects(() => run({ how: "miss a file" }), Deno.errors.NotFound, "nowhere");
  await assertRejects(() => run({ how: "throw a string" }), Error, "just words");
});

Deno.test("runInBackground() throws when the worker dies", async () => {
  await assertRejects(() => run({ how: "exit" }), Error, "ended with code 7");
  await assertRejects(() => run({ how: "throw in a timer" }), Error, "nobody caught me");
  const worker = new URL("data:text/javascript,throw new TypeError('while loading')");
  await assertRejects(
    () => runInBackground({ worker, job: undefined, listeners: {} }),
    Error,
    "while loading",
  );
});

Deno.test("runInBackground() throws what a listener threw, once the worker has tidied up", async () => {
  const numbers = new Float32Array(new SharedArrayBuffer(4));
  const refuse = () => Promise.reject(new InputError("Expected another number"));
  await assertRejects(
    () => run({ how: "tidy up", numbers }, { double: refuse }),
    InputError,
    "another number",
  );
  assertEquals(numbers[0], 1);
});

Deno.test("runInBackground() ends a worker that does not listen when a listener has thrown", async () => {
  const refuse = () => {
    throw new RangeError("too many");
  };
  await assertRejects(
    () => run({ how: "run for ever" }, { double: refuse }),
    RangeError,
    "too many",
  );
});

Deno.test("runInBackground() throws where the job cannot be cloned", async () => {
  const job = { how: "add", numbers: (() => {}) as unknown as Float32Array } as const;
  await assertRejects(() => run(job), Error, "could not be cloned");
});

Deno.test("runInBackground() passes a stop on, an early one too", async () => {
  const controller = new AbortController();
  const running = run({ how: "wait for a stop" }, { signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  assertEquals(await running, "stopped");
  const signal = AbortSignal.abort();
  assertEquals(await run({ how: "wait for a stop" }, { signal }), "stopped");
});

Deno.test("serveBackground() refuses to serve on the main thread", async () => {
  await assertRejects(
    // deno-lint-ignore require-await
    async () => serveBackground(() => Promise.resolve()),
    Error,
    "main thread",
  );
});
