import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Job, runJobs } from "./run_jobs.ts";

/** A job that takes some turns of the event loop, and notes how many run beside it. */
function makeJobs(turns: Record<string, number>, failing: readonly string[] = []) {
  const seen = { running: 0, most: 0, begun: [] as string[] };
  const jobs = Object.entries(turns).map(([name, count]): Job => ({
    name,
    run: async () => {
      seen.begun.push(name);
      seen.most = Math.max(seen.most, ++seen.running);
      for (let turn = 0; turn < count; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      seen.running--;
      const stdout = new TextEncoder().encode(name);
      return { code: failing.includes(name) ? 1 : 0, stdout, stderr: new Uint8Array() };
    },
  }));
  return { jobs, seen };
}

Deno.test("runJobs() begins jobs in their order, the next as soon as one ends", async () => {
  const { jobs, seen } = makeJobs({ long: 40, short: 1, next: 1, last: 1 });
  const shown: string[] = [];
  await runJobs(jobs, 2, ({ name }, { stdout }) => {
    assertEquals(new TextDecoder().decode(stdout), name);
    shown.push(name);
    return Promise.resolve();
  });
  assertEquals(seen.begun, ["long", "short", "next", "last"]);
  assertEquals(seen.most, 2);
  assertEquals(shown, ["short", "next", "last", "long"]);
});

Deno.test("runJobs() names those that failed, in the order of the jobs, and runs all", async () => {
  const { jobs, seen } = makeJobs({ a: 9, b: 1, c: 1 }, ["a", "c"]);
  assertEquals(await runJobs(jobs, 2, () => Promise.resolve()), ["a", "c"]);
  assertEquals(seen.begun.length, 3);
});

Deno.test("runJobs() shows one job at a time", async () => {
  const { jobs } = makeJobs({ a: 1, b: 1, c: 1 });
  let showing = 0;
  await runJobs(jobs, 3, async () => {
    assert(++showing === 1);
    await new Promise((resolve) => setTimeout(resolve, 1));
    showing--;
  });
});

Deno.test("runJobs() throws what a job or showing it throws", async () => {
  const { jobs } = makeJobs({ a: 1 });
  const full = () => Promise.reject(new Error("no room"));
  await assertRejects(() => runJobs(jobs, 2, full), Error, "no room");
});
