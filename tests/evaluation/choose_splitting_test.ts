import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  averagePrecision,
  chooseSplitting,
  InputError,
  matchNuclei,
  splitNuclei,
  type SplittingCandidates,
  type SplittingImage,
} from "#karyon";

/** Two touching nuclei in a row, as a model of three maps sees them. */
function drawPair(): SplittingImage {
  return {
    maps: {
      width: 8,
      height: 1,
      nucleus: Float32Array.of(0, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.45),
      border: Float32Array.of(0, 0, 0, 0.7, 0.7, 0, 0, 0),
      distance: Float32Array.of(0, 0.6, 1, 0.6, 0.6, 1, 0.6, 0),
    },
    labels: Int32Array.of(0, 1, 1, 1, 2, 2, 2, 0),
  };
}

const few: SplittingCandidates = {
  threshold: [0.4, 0.5],
  seedThreshold: [0.5, 0.8],
  smoothing: [0],
  minSeedArea: [1],
  minArea: [1, 3],
  fillHoles: [0],
};

Deno.test("chooseSplitting() finds the settings that part what is two nuclei", async () => {
  const { settings, average_precision, table } = await chooseSplitting(
    [drawPair(), drawPair()],
    few,
  );
  assertEquals(average_precision, 1);
  assertEquals([settings.method, settings.threshold], ["learned", 0.5]);
  assert(table.some(({ method }) => method === "components"));
  assert(table.some(({ method }) => method === "distance"));
});

Deno.test("chooseSplitting() tells of every trial the score that the settings have", async () => {
  const images = [drawPair()];
  const { table, settings, average_precision } = await chooseSplitting(images, few);
  assertEquals(new Set(table.map((row) => JSON.stringify(row))).size, table.length);
  for (const { average_precision: score, ...row } of table) {
    const [{ maps, labels }] = images as [SplittingImage];
    const match = matchNuclei(labels, splitNuclei(maps, row).labels);
    assertEquals(score, averagePrecision(match));
    assert(score <= average_precision);
  }
  const row = table.find((row) => row.average_precision === average_precision);
  assertEquals({ ...settings, average_precision }, row);
});

Deno.test("chooseSplitting() tries what it is told to and leaves out what maps lack", async () => {
  const { maps: { nucleus, width, height }, labels } = drawPair();
  const steps: number[][] = [];
  const { table } = await chooseSplitting(
    [{ maps: { nucleus, width, height }, labels }],
    { ...few, threshold: [0.2, 0.7] },
    (done, total) => steps.push([done, total]),
  );
  assertEquals(
    new Set(table.map((row) => row.method)),
    new Set(["components", "distance"]),
  );
  assertEquals(new Set(table.map((row) => row.threshold)), new Set([0.2, 0.7]));
  assertEquals(steps.map(([done]) => done), steps.map((_, at) => at + 1));
  assertEquals(new Set(steps.map(([, total]) => total)), new Set([steps.length]));
});

Deno.test("chooseSplitting() keeps the simpler method and the defaults where all score alike", async () => {
  const maps = {
    width: 12,
    height: 2,
    nucleus: new Float32Array(24).fill(1),
    border: new Float32Array(24),
  };
  const { settings } = await chooseSplitting([{
    maps,
    labels: new Int32Array(24).fill(1),
  }], { minArea: [10, 20] });
  assertEquals(settings, {
    method: "components",
    threshold: 0.5,
    seedThreshold: 0.5,
    minSeedArea: 1,
    minArea: 10,
    fillHoles: 50,
    smoothing: 0,
  });
});

Deno.test("chooseSplitting() refuses no image, no method and settings out of range", async () => {
  await assertRejects(() => chooseSplitting([]), InputError, "found 0 images");
  const { maps: { nucleus, width, height }, labels } = drawPair();
  const images = [{ maps: { nucleus, width, height }, labels }];
  await assertRejects(
    () => chooseSplitting(images, { method: ["learned"] }),
    InputError,
    "found 1 images and no method",
  );
  await assertRejects(
    () => chooseSplitting(images, { threshold: [2] }),
    InputError,
    "threshold",
  );
});
