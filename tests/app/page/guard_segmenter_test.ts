import { assertEquals, assertRejects } from "@std/assert";
import type { Segmenter } from "../../../src/app/segmenter.ts";
import { guardSegmenter } from "../../../src/app/page/guard_segmenter.ts";

const never = () => new Promise<never>(() => {});
const LOST = { code: "no-engine", message: "The worker does not start" } as const;

/** A worker of which nothing comes but what is given. */
function worker(parts: Partial<Segmenter>): Segmenter {
  return {
    start: never,
    load: never,
    open: never,
    segment: never,
    resplit: never,
    stop: never,
    files: never,
    zip: never,
    close: never,
    ...parts,
  };
}

Deno.test("what waits for a worker that does not come fails, and so does what follows", async () => {
  const { segmenter, fail } = guardSegmenter(worker({}));
  const starting = assertRejects(() => segmenter.start(), Error, LOST.message);
  fail(LOST);
  await starting;
  await assertRejects(() => segmenter.close("a"), Error, LOST.message);
});

Deno.test("a worker that has answered is not given up", async () => {
  const asked: string[] = [];
  const { segmenter, fail } = guardSegmenter(worker({
    close(id) {
      asked.push(id);
      return Promise.resolve();
    },
    stop: () => Promise.reject(new Error("its own")),
  }));
  await segmenter.close("a");
  fail(LOST);
  await segmenter.close("b");
  assertEquals(asked, ["a", "b"]);
  await assertRejects(() => segmenter.stop(), Error, "its own");
});
