import { assert, assertEquals, assertRejects } from "@std/assert";
import { startSubject } from "./protocol.ts";

/** A subject in a process of its own that answers each line by this code. */
const start = (code: string) => startSubject("fake", [Deno.execPath(), "eval", code], {});

const SPEAKING = `
  import { createInterface } from "node:readline";
  import process from "node:process";
  console.log(JSON.stringify({ words: "fake 1.0", engine_seconds: 0.5 }));
  for await (const line of createInterface({ input: process.stdin })) {
    const { do: what, steps, key } = JSON.parse(line);
    if (what === "prepare") console.log(JSON.stringify({ parameters: key.length }));
    else if (what === "run") console.log(JSON.stringify({ seconds: Array(steps).fill(2) }));
    else console.log(JSON.stringify({ error: "no release" }));
  }`;

const job = { kind: "product", size: 8, precision: "f32" } as const;

Deno.test("a subject says hello and answers line by line", async () => {
  const subject = await start(SPEAKING);
  try {
    assertEquals([subject.name, subject.words], ["fake", "fake 1.0"]);
    assert(subject.start_seconds > 0);
    const prepared = await subject.ask({ do: "prepare", key: "abc", job });
    assertEquals(prepared.parameters, 3);
    const run = await subject.ask({ do: "run", key: "abc", uncounted: 0, steps: 2 });
    assertEquals(run.seconds, [2, 2]);
  } finally {
    await subject.close();
  }
});

Deno.test("a subject's error is thrown with its name and the job's", async () => {
  const subject = await start(SPEAKING);
  try {
    await assertRejects(
      () => subject.ask({ do: "release", key: "abc" }),
      Error,
      "fake, abc: no release",
    );
  } finally {
    await subject.close();
  }
});

Deno.test("a subject that cannot start says why", async () => {
  await assertRejects(
    () => start(`console.error("first"); console.error("no such engine");`),
    Error,
    "fake ended: no such engine",
  );
});

Deno.test("a program that is not there is an error", async () => {
  await assertRejects(
    () => startSubject("fake", ["./no_such_program"], {}),
    Deno.errors.NotFound,
  );
});
