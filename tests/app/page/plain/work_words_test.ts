import { assertEquals } from "@std/assert";
import { wordWork } from "../../../../src/app/page/plain/work_words.ts";

const work = { reads: false, started: true };
const words = (more: Partial<Parameters<typeof wordWork>[0]>) =>
  wordWork({ ...work, ...more });

Deno.test("a person reads the step that is waited for", () => {
  assertEquals(words({ started: false }).words, "Starting");
  assertEquals(words({ started: false, reads: true }).words, "Reading");
  assertEquals(words({}).words, "Preparing");
});

Deno.test("a model on its way tells its bytes", () => {
  assertEquals(words({ fetching: { model: "m", bytes: 2000, total: 5_000_000 } }), {
    words: "Fetching m: 2 kB of 5.0 MB",
    share: { done: 2000, total: 5_000_000 },
  });
  assertEquals(words({ fetching: { model: "m", bytes: 9, total: 9 } }), {
    words: "Preparing the model",
  });
});

Deno.test("a share is told of several tiles only, and not when all are done", () => {
  assertEquals(words({ progress: { done: 0, total: 0 } }), { words: "Finding nuclei" });
  assertEquals(words({ progress: { done: 0, total: 1 } }), { words: "Finding nuclei" });
  assertEquals(words({ progress: { done: 2, total: 9 } }), {
    words: "Finding nuclei",
    share: { done: 2, total: 9 },
  });
  assertEquals(words({ progress: { done: 9, total: 9 } }), {
    words: "Telling nuclei apart",
  });
});
