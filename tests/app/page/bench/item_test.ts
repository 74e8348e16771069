import { assertEquals, assertNotEquals } from "@std/assert";
import {
  chooseNext,
  countStages,
  type Item,
  keyOfSettings,
  needsNetwork,
  needsSplit,
  type Stage,
} from "../../../../src/app/page/bench/item.ts";

function item(id: string, stage: Stage, model = "m", settings = "s", count = 3): Item {
  const nuclei = {
    id,
    model,
    settings,
    serial: 1,
    width: 2,
    height: 2,
    count,
    threshold: 0.5,
    minArea: 1,
    rows: [],
    columns: [],
    milliseconds: { network: 1, nuclei: 1 },
  };
  const file = new Blob();
  return { id, name: id, file, stage, ...(stage === "found" ? { nuclei } : {}) };
}

Deno.test("the network looks at what waits", () => {
  assertEquals(needsNetwork(item("a", "waiting")), true);
  for (const stage of ["reading", "finding", "found", "failed", "stopped"] as const) {
    assertEquals(needsNetwork(item("a", stage)), false);
  }
});

Deno.test("nuclei are told apart anew where the settings differ", () => {
  assertEquals(needsSplit(item("a", "found"), "s"), false);
  assertEquals(needsSplit(item("a", "found"), "t"), true);
  assertEquals(needsSplit(item("a", "waiting"), "t"), false);
  assertEquals(needsSplit(item("a", "failed"), "t"), false);
});

Deno.test("the image that is looked at comes before the list's order", () => {
  const items = [item("a", "found"), item("b", "waiting"), item("c", "waiting")];
  const waits = ({ stage }: Item) => stage === "waiting";
  assertEquals(chooseNext(items, "c", waits)?.id, "c");
  assertEquals(chooseNext(items, "a", waits)?.id, "b");
  assertEquals(chooseNext(items, undefined, () => false), undefined);
});

Deno.test("settings that differ in anything have another key", () => {
  const keys = [
    {},
    { threshold: 0 },
    { threshold: 0.5 },
    { minArea: 0 },
    { threshold: 0.5, minArea: 0 },
  ].flatMap((choice) =>
    [undefined, 0.5].map((pixelSize) => keyOfSettings({ choice, pixelSize }))
  );
  assertEquals(new Set(keys).size, keys.length);
  assertNotEquals(keyOfSettings({ choice: {} }), "");
});

Deno.test("images are counted by what became of them", () => {
  const stages: Stage[] = ["found", "found", "waiting", "reading", "failed", "stopped"];
  assertEquals(countStages(stages.map((stage, i) => item(`${i}`, stage))), {
    ready: 2,
    pending: 2,
    failed: 1,
    stopped: 1,
    nuclei: 6,
  });
});
