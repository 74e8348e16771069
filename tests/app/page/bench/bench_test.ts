import { assert, assertEquals } from "@std/assert";
import type { Segmenter } from "../../../../src/app/segmenter.ts";
import { createBench } from "../../../../src/app/page/bench/bench.ts";
import { fakeSegmenter, MODELS, trouble } from "./fake_segmenter.ts";

const named = (...names: string[]) => names.map((name) => ({ file: new Blob(), name }));

function bench(parts: Partial<Segmenter> = {}) {
  const segmenter = fakeSegmenter(parts);
  const saved: string[] = [];
  const shrink = () => Promise.resolve(undefined);
  const made = createBench(
    { segmenter, shrink, save: ({ name }) => saved.push(name) },
    MODELS,
  );
  return { ...made, segmenter, saved };
}

/** Lets everything that can happen happen. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

Deno.test("images are read and segmented one after the other, the first is shown", async () => {
  const { add, items, current, shown, engine, announcement, segmenter } = bench();
  add(named("a.png", "b.png"));
  await settle();
  assertEquals(items.value.map(({ stage }) => stage), ["found", "found"]);
  assertEquals(items.value.map(({ nuclei }) => nuclei?.count), [5, 5]);
  assertEquals(current.value?.name, "a.png");
  assertEquals([shown.value?.id, shown.value?.labels?.length], ["image-1", 20]);
  assertEquals(engine.value?.name, "wasm");
  assertEquals(announcement.value, "5 nuclei found in b.png");
  assertEquals(segmenter.asked.filter((words) => words === "start").length, 1);
});

Deno.test("a slider that moves gives the latest nuclei, of every image", async () => {
  const { add, items, choice, segmenter } = bench();
  add(named("a.png", "b.png"));
  await settle();
  const before = segmenter.asked.length;
  for (const threshold of [0.6, 0.7, 0.8]) choice.value = { threshold };
  await settle();
  assertEquals(segmenter.asked.slice(before), [
    "resplit image-1 0.8",
    "resplit image-2 0.8",
  ]);
  assertEquals(items.value.map(({ nuclei }) => nuclei?.count), [8, 8]);
  // What the network took is told still, though it did not run again.
  assertEquals(items.value[0]?.nuclei?.milliseconds.network, 70);
});

Deno.test("a slider moves the nuclei of one image while another is at work", async () => {
  const { add, items, choice, segmenter } = bench();
  add(named("a.png"));
  await settle();
  segmenter.gate(new Promise(() => {}));
  add(named("b.png", "c.png"));
  await settle();
  choice.value = { threshold: 0.3 };
  await settle();
  assertEquals(items.value.map(({ stage }) => stage), ["found", "finding", "waiting"]);
  assertEquals(items.value[0]?.nuclei?.count, 3);
});

Deno.test("the nucleus that is looked at is looked for again where it was", async () => {
  const { add, choice, selected } = bench();
  add(named("a.png"));
  await settle();
  selected.value = 2;
  choice.value = { threshold: 0.3 };
  await settle();
  assertEquals(selected.value, 2);
  selected.value = 3;
  choice.value = { threshold: 0.1 };
  await settle();
  assertEquals(selected.value, undefined);
});

Deno.test("a file that cannot be read is told and does not hold up the others", async () => {
  const { add, items, look, shown } = bench({
    open: () => Promise.reject(trouble("corrupt")),
  });
  add(named("a.png", "b.png"));
  await settle();
  assertEquals(items.value.map(({ stage }) => stage), ["failed", "failed"]);
  assertEquals(items.value[1]?.trouble?.code, "corrupt");
  look("image-2");
  assertEquals(shown.value, undefined);
});

Deno.test("stopping ends the image at work and those that wait; they can go on", async () => {
  const { add, items, stop, goOn, busy, segmenter } = bench();
  segmenter.gate(new Promise(() => {}));
  add(named("a.png", "b.png"));
  await settle();
  stop();
  await settle();
  assertEquals(items.value.map(({ stage }) => stage), ["stopped", "stopped"]);
  assertEquals(busy.value, false);
  segmenter.gate(Promise.resolve());
  goOn();
  await settle();
  assertEquals(items.value.map(({ stage }) => stage), ["found", "found"]);
});

Deno.test("stopping while a model is fetched keeps the network from running", async () => {
  let fetched = () => {};
  const { add, items, stop, segmenter } = bench({
    load: () => new Promise((resolve) => fetched = resolve),
  });
  add(named("a.png"));
  await settle();
  stop();
  fetched();
  await settle();
  assertEquals(items.value[0]?.stage, "stopped");
  assert(!segmenter.asked.some((words) => words.startsWith("segment")));
});

Deno.test("another model looks at everything anew, with its own settings", async () => {
  const { add, items, choice, chooseModel } = bench();
  add(named("a.png", "b.png"));
  await settle();
  choice.value = { threshold: 0.9 };
  await settle();
  chooseModel("second");
  await settle();
  assertEquals(choice.value, {});
  assertEquals(items.value.map(({ nuclei }) => nuclei?.model), ["second", "second"]);
  assertEquals(items.value.map(({ nuclei }) => nuclei?.count), [5, 5]);
});

Deno.test("what another model has found is not handed out as this one's", async () => {
  const { add, items, chooseModel, stop, saveOne, saveZip, saved, segmenter } = bench();
  add(named("a.png", "b.png"));
  await settle();
  segmenter.gate(new Promise(() => {}));
  chooseModel("second");
  await settle();
  assertEquals(items.value.map(({ stage }) => stage), ["finding", "waiting"]);
  stop();
  await settle();
  assertEquals(items.value.map(({ stage }) => stage), ["stopped", "stopped"]);
  assertEquals(items.value[0]?.nuclei?.model, "first");
  await saveOne("csv");
  await saveZip("all");
  assertEquals(saved, []);
});

Deno.test("an answer to a slider that comes after another model was chosen is dropped", async () => {
  let answer = () => {};
  const { resplit } = fakeSegmenter();
  const { add, items, choice, chooseModel, stop, segmenter } = bench({
    resplit: async (...asked) => {
      await new Promise<void>((resolve) => answer = resolve);
      return await resplit(...asked);
    },
  });
  add(named("a.png"));
  await settle();
  segmenter.gate(new Promise(() => {}));
  choice.value = { threshold: 0.3 };
  await settle();
  chooseModel("second");
  await settle();
  stop();
  await settle();
  answer();
  await settle();
  assertEquals([items.value[0]?.stage, items.value[0]?.nuclei?.count], ["stopped", 5]);
});

Deno.test("another model keeps the nucleus that is looked at, by its place", async () => {
  const { add, chooseModel, choice, selected } = bench();
  add(named("a.png"));
  await settle();
  selected.value = 2;
  chooseModel("second");
  await settle();
  assertEquals(selected.value, 2);
  choice.value = { threshold: 0.9 };
  await settle();
  selected.value = 8;
  // With its own threshold the first model finds five.
  chooseModel("first");
  await settle();
  assertEquals(selected.value, undefined);
});

Deno.test("another model takes over from one at work", async () => {
  const { add, items, chooseModel, segmenter } = bench();
  segmenter.gate(new Promise(() => {}));
  add(named("a.png"));
  await settle();
  segmenter.gate(Promise.resolve());
  chooseModel("second");
  await settle();
  assertEquals([items.value[0]?.stage, items.value[0]?.nuclei?.model], [
    "found",
    "second",
  ]);
});

Deno.test("an engine that does not start is told once, and can be tried again", async () => {
  let starts = 0;
  const { add, items, trouble: told, retry } = bench({
    start: () =>
      ++starts === 1
        ? Promise.reject(trouble("no-engine"))
        : Promise.resolve({ name: "wasm", sentence: "" }),
  });
  add(named("a.png"));
  await settle();
  assertEquals([items.value[0]?.trouble?.code, told.value?.code], [
    "no-engine",
    "no-engine",
  ]);
  retry("image-1");
  await settle();
  assertEquals([items.value[0]?.stage, told.value], ["found", undefined]);
});

Deno.test("an image that is removed is forgotten, its neighbour is looked at", async () => {
  const { add, items, current, remove, segmenter } = bench();
  add(named("a.png", "b.png"));
  await settle();
  remove("image-1");
  await settle();
  assertEquals(items.value.length, 1);
  assertEquals(current.value?.id, "image-2");
  assert(segmenter.asked.includes("close image-1"));
  remove("image-2");
  assertEquals(current.value, undefined);
});

Deno.test("downloads hand over files of the nuclei that are shown", async () => {
  const { add, saveOne, saveZip, saved, segmenter, writing } = bench();
  await saveOne("csv");
  await saveZip("all");
  assertEquals(saved, []);
  add(named("a.png", "b.png"));
  await settle();
  await saveOne("csv");
  await saveZip(["image-2"]);
  await saveZip("all");
  assertEquals(saved, ["csv", "all.zip", "all.zip"]);
  assertEquals(segmenter.asked.slice(-3), [
    "files image-1 first csv",
    "zip image-2 5",
    "zip image-1,image-2 5",
  ]);
  assertEquals(writing.value, undefined);
});

Deno.test("a download waits for settings that have just been changed", async () => {
  const { add, choice, saveOne, saveZip, saved, segmenter, writing } = bench();
  add(named("a.png"));
  await settle();
  choice.value = { threshold: 0.3 };
  const written = Promise.all([saveOne("csv"), saveZip("all")]);
  assertEquals(writing.value, "Waiting for the new settings");
  await written;
  assertEquals(saved, ["csv", "all.zip"]);
  assertEquals(segmenter.asked.slice(-3), [
    "resplit image-1 0.3",
    "files image-1 first csv",
    "zip image-1 5",
  ]);
});

Deno.test("two models are compared on the image that is looked at", async () => {
  const { add, chooseModel, comparison: { rival, rivalModel }, choice, segmenter } =
    bench();
  add(named("a.png"));
  await settle();
  rivalModel.value = "second";
  await settle();
  const found = () =>
    rival.value && "found" in rival.value ? rival.value.found : undefined;
  assertEquals([found()?.model, found()?.count], ["second", 5]);
  choice.value = { threshold: 0.2 };
  await settle();
  assertEquals([found()?.count, found()?.milliseconds.network], [2, 70]);
  assertEquals(segmenter.asked.filter((words) => words.startsWith("segment")).length, 2);
  chooseModel("second");
  assertEquals([rivalModel.value, rival.value], [undefined, undefined]);
  await settle();
});
