import { assertEquals, assertRejects } from "@std/assert";
import { alternate, type Pace } from "./alternate.ts";
import { fakeSubject } from "./fake_subject.ts";
import type { NetworkJob } from "./jobs.ts";

const job: NetworkJob = {
  kind: "network",
  network: "unet",
  filters: 16,
  batch: 4,
  size: 256,
  precision: "f32",
  work: "training",
};
const pace: Pace = { rounds: 2, turn: 1, budget: 60, rest: 0 };

Deno.test("subjects take turns, back and forth", async () => {
  const log: string[] = [];
  const subjects = ["a", "b"].map((name) => fakeSubject(name, { seconds: 5, log }));
  await alternate(job, subjects.map((subject) => ({ subject })), pace);
  assertEquals(log, [
    ...["a prepare", "a run", "b prepare", "b run"],
    ...["a run", "b run", "b run", "a run"],
    ...["a release", "b release"],
  ]);
});

Deno.test("quick steps are repeated until a turn is full", async () => {
  const contestants = [0.25, 3].map((seconds, i) => ({
    subject: fakeSubject(`${i}`, { seconds }),
  }));
  const [quick, slow] = await alternate(job, contestants, pace);
  assertEquals(quick, {
    subject: "0",
    seconds: 0.25,
    fastest: 0.25,
    slowest: 0.25,
    steps: 8,
  });
  assertEquals(slow!.steps, 2);
});

Deno.test("a subject can take part by more than one training step", async () => {
  const subject = fakeSubject("native");
  const timed = await alternate(job, [
    { subject, step: "karyon" },
    { subject, step: "stock" },
  ], pace);
  assertEquals(timed.map(({ step }) => step), ["karyon", "stock"]);
});

Deno.test("whoever has no such job is left out", async () => {
  const timed = await alternate(job, [
    { subject: fakeSubject("onnx-runtime", { unsupported: "inference only" }) },
    { subject: fakeSubject("pytorch") },
  ], pace);
  assertEquals(timed.map(({ subject }) => subject), ["pytorch"]);
});

Deno.test("networks with different numbers of parameters are not compared", async () => {
  const contestants = [
    { subject: fakeSubject("native", { parameters: 482033 }) },
    { subject: fakeSubject("pytorch", { parameters: 482034 }) },
  ];
  await assertRejects(
    () => alternate(job, contestants, pace),
    Error,
    "found native 482033, pytorch 482034",
  );
});
