import { assertEquals } from "@std/assert";
import { createLane } from "../../../../src/app/page/plain/lane.ts";

Deno.test("a lane computes the latest value only, one at a time", async () => {
  let wanted = 0, done = 0;
  const seen: number[] = [];
  let release = () => {};
  const lane = createLane(
    () => wanted === done ? undefined : wanted,
    async (value) => {
      seen.push(value);
      await new Promise<void>((resolve) => release = resolve);
      done = value;
    },
  );
  for (wanted of [1, 2, 3]) lane.wake();
  await Promise.resolve();
  await Promise.resolve();
  for (wanted of [4, 5, 6]) lane.wake();
  assertEquals(seen, [3]);
  const idle = lane.idle();
  release();
  while (seen.length < 2) await Promise.resolve();
  release();
  await idle;
  assertEquals([seen, done], [[3, 6], 6]);
});

Deno.test("a lane that has come to its end can be woken again", async () => {
  const work = [1, 2], seen: number[] = [];
  const lane = createLane(() => work.shift(), (value) => {
    seen.push(value);
    return Promise.resolve();
  });
  lane.wake();
  await lane.idle();
  work.push(3);
  lane.wake();
  await lane.idle();
  assertEquals(seen, [1, 2, 3]);
});
