import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("one_step.ts", import.meta.url));
const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Runs the three steps in a process of their own, until it ends by itself. */
async function trainWith(threads: string, ...flags: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-lock",
      "--allow-read",
      "--allow-env",
      "--allow-sys",
      "--allow-ffi",
      ...flags,
      script,
    ],
    cwd: root,
    env: { KARYON_THREADS: threads, NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

Deno.test("1, 2 and 3 threads train to the same bits, and the process ends by itself", async () => {
  const runs = [];
  for (const threads of ["1", "2", "3"]) {
    const { code, stdout, stderr } = await trainWith(threads);
    assertEquals(code, 0, stderr);
    runs.push(JSON.parse(stdout));
  }
  assertEquals(runs.map(({ name }) => name), ["wasm", "wasm", "wasm"]);
  assertEquals(runs.map(({ details }) => details.threads), [1, 2, 3]);
  assertEquals(new Set(runs.map(({ digest }) => digest)).size, 1);
  assert(runs[0].loss > 0 && runs[0].loss < 1);
});

Deno.test("a number of threads that is none is named", async () => {
  assertStringIncludes(
    (await trainWith("many")).stderr,
    "Expected KARYON_THREADS to be a whole number of at least 1 but found many",
  );
});

Deno.test("where no helper starts, one thread computes and the reason is told", async () => {
  const helper = fileURLToPath(
    new URL("../../../src/engine/wasm/helper.ts", import.meta.url),
  );
  const { code, stdout, stderr } = await trainWith("2", `--deny-read=${helper}`);
  assertEquals(code, 0, stderr);
  const { details, sentence } = JSON.parse(stdout);
  assertEquals(details.threads, 1);
  assertStringIncludes(sentence, "1 thread because no more started: ");
});
