import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  checkSplitting,
  DEFAULT_SPLITTING,
  InputError,
  labelNuclei,
  type NucleusMaps,
  splitNuclei,
  type SplitSettings,
  SPLITTING_METHODS,
} from "#karyon";

/** A map from a drawing: `#` is 0.9, a digit its tenths, all else 0. */
function draw(rows: readonly string[]): Float32Array {
  const values = [...rows.join("")].map((mark) =>
    mark === "#" ? 0.9 : /\d/.test(mark) ? Number(mark) / 10 : 0
  );
  return Float32Array.from(values);
}

function drawMaps(rows: readonly string[], border?: readonly string[]): NucleusMaps {
  return {
    width: rows[0]!.length,
    height: rows.length,
    nucleus: draw(rows),
    ...(border ? { border: draw(border) } : {}),
  };
}

/** Discs of a radius, at columns and rows. */
function drawDiscs(size: number, radius: number, middles: readonly [number, number][]) {
  const nucleus = Float32Array.from(
    { length: size * size },
    (_, at) =>
      middles.some(([x, y]) =>
          Math.hypot(at % size - x, Math.floor(at / size) - y) <= radius
        )
        ? 1
        : 0,
  );
  return { width: size, height: size, nucleus };
}

const of = (method: SplitSettings["method"], change: Partial<SplitSettings> = {}) => ({
  ...DEFAULT_SPLITTING[method],
  minSeedArea: 1,
  minArea: 1,
  ...change,
});

Deno.test("splitNuclei() by components is what labelNuclei() finds above the threshold", () => {
  const maps = drawMaps(["##5.", "..4#", "#..#"]);
  const { labels, mask, count } = splitNuclei(maps, of("components"));
  assertEquals([...labels], [1, 1, 0, 0, 0, 0, 0, 2, 3, 0, 0, 2]);
  assertEquals([...mask], [1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1]);
  assertEquals(count, 3);
  const lower = splitNuclei(maps, of("components", { threshold: 0.3 }));
  assertEquals([...lower.labels], [1, 1, 1, 0, 0, 0, 1, 1, 2, 0, 0, 1]);
});

Deno.test("splitNuclei() by distance parts two discs where they touch, and no single one", () => {
  const two = drawDiscs(40, 8, [[12, 20], [26, 20]]);
  const { labels, count } = splitNuclei(two, of("distance"));
  assertEquals(count, 2);
  two.nucleus.forEach((value, at) => {
    const expected = value === 0 ? 0 : at % 40 < 19 ? 1 : 2;
    // The column between is either's.
    if (at % 40 !== 19) assertEquals(labels[at], expected);
  });
  for (const radius of [1, 3, 7.3, 12]) {
    assertEquals(
      splitNuclei(drawDiscs(40, radius, [[20, 20]]), of("distance")).count,
      1,
    );
  }
});

Deno.test("splitNuclei() by distance needs a waist below the share, at any size", () => {
  for (const scale of [1, 2]) {
    // Radius 8, middles 12 apart: half the waist is 5.3, two thirds of the depth.
    const maps = drawDiscs(80, 8 * scale, [[20, 40], [20 + 12 * scale, 40]]);
    const count = (seedThreshold: number) =>
      splitNuclei(maps, of("distance", { seedThreshold })).count;
    assertEquals([count(0.5), count(0.85)], [1, 2]);
  }
});

Deno.test("splitNuclei() by distance keeps a mask without background whole", () => {
  const maps = { width: 3, height: 2, nucleus: new Float32Array(6).fill(1) };
  assertEquals([...splitNuclei(maps, of("distance")).labels], [1, 1, 1, 1, 1, 1]);
  const none = { width: 3, height: 2, nucleus: new Float32Array(6) };
  assertEquals(splitNuclei(none, of("distance")).count, 0);
});

Deno.test("splitNuclei() learned gives the border's ridge to the side that is surer", () => {
  const maps = drawMaps(
    ["#######", ".......", "#######"],
    ["..36...", ".......", "...63.."],
  );
  assertEquals([...splitNuclei(maps, of("learned")).labels], [
    ...[1, 1, 1, 2, 2, 2, 2],
    ...[0, 0, 0, 0, 0, 0, 0],
    ...[3, 3, 3, 3, 4, 4, 4],
  ]);
});

Deno.test("splitNuclei() learned takes middles from the distances where there are any", () => {
  const maps = drawMaps(["#######"]);
  const distance = draw(["3951372"]);
  const { labels } = splitNuclei({ ...maps, distance }, of("learned"));
  assertEquals([...labels], [1, 1, 1, 1, 2, 2, 2]);
});

Deno.test("splitNuclei() drops small seeds, and keeps pieces of the mask without a seed", () => {
  const maps = drawMaps(["####.##"]);
  const distance = draw(["99292.4"]);
  const learned = (minSeedArea: number) => [
    ...splitNuclei({ ...maps, distance }, of("learned", { minSeedArea })).labels,
  ];
  assertEquals(learned(1), [1, 1, 1, 2, 0, 3, 3]);
  assertEquals(learned(2), [1, 1, 1, 1, 0, 2, 2]);
});

Deno.test("splitNuclei() fills a ring, but no bay, no larger hole and none at the border", () => {
  const ring = drawMaps(["....##", ".###.#", ".#.#.#", ".###.#", "....##"]);
  for (const method of ["components", "distance"] as const) {
    const area = (fillHoles: number) =>
      splitNuclei(ring, of(method, { fillHoles, seedThreshold: 0 })).mask
        .reduce((sum, value) => sum + value, 0);
    assertEquals([area(0), area(1), area(50)], [15, 16, 16]);
  }
  const bent = drawMaps(["###", "#.#"]);
  assertEquals([...splitNuclei(bent, of("components")).mask], [1, 1, 1, 1, 0, 1]);
});

Deno.test("splitNuclei() leaves a gap between two nuclei open", () => {
  const maps = drawMaps(["####", "#..#", "####"], [".9..", "....", "..9."]);
  const { labels } = splitNuclei(maps, of("learned", { seedThreshold: 0.8 }));
  assertEquals([labels[5], labels[6]], [0, 0]);
});

Deno.test("splitNuclei() drops small nuclei and fills the holes that they leave", () => {
  const maps = drawMaps(["#####.", "#...#.", "#.#.#.", "#...#.", "#####.", "....##"]);
  const settings = of("components", { minArea: 3, fillHoles: 9 });
  const { labels, count } = splitNuclei(maps, settings);
  assertEquals(count, 1);
  assertEquals(labels.filter((label) => label === 1).length, 25 + 2);
});

/** Random maps with the smoothness of blobs: few values, long runs. */
const anyMaps = fc.record({
  width: fc.integer({ min: 1, max: 14 }),
  height: fc.integer({ min: 1, max: 14 }),
  values: fc.infiniteStream(fc.constantFrom(0, 0.2, 0.45, 0.6, 0.8, 1, 1)),
}).map(({ width, height, values }): NucleusMaps => {
  const map = () => Float32Array.from(values.take(width * height));
  const nucleus = map(), distance = map();
  return { width, height, nucleus, distance, border: map().map((value) => value ** 4) };
});

const anySettings = fc.record({
  method: fc.constantFrom(...SPLITTING_METHODS),
  threshold: fc.constantFrom(0, 0.3, 0.5),
  seedThreshold: fc.constantFrom(0, 0.5, 0.75, 1),
  minSeedArea: fc.nat(4),
  minArea: fc.nat(8),
  fillHoles: fc.nat(6),
  smoothing: fc.constantFrom(0, 0.7),
});

/** Whether each number is one piece, and pieces are numbered by their first pixels. */
function checkNumbers(labels: Int32Array, width: number, height: number, count: number) {
  let next = 1;
  for (const label of labels) {
    if (label === next) next++;
    else assert(label < next, `${label} before ${next}`);
  }
  assertEquals(next, count + 1);
  for (let n = 1; n <= count; n++) {
    const alone = labels.map((label) => label === n ? 1 : 0);
    assertEquals(Math.max(...labelNuclei(alone, width, height)), 1);
  }
}

Deno.test("splitNuclei() gives whole nuclei, contiguous numbers and no tiny ones, always", () => {
  fc.assert(
    fc.property(anyMaps, anySettings, (maps, settings) => {
      const { width, height, nucleus } = maps;
      const { labels, mask, count } = splitNuclei(maps, settings);
      checkNumbers(labels, width, height, count);
      assertEquals([...mask], [...labels].map((label) => label === 0 ? 0 : 1));
      const areas = new Array<number>(count + 1).fill(0);
      for (const label of labels) areas[label]!++;
      areas.slice(1).forEach((area) => assert(area >= settings.minArea));
      if (settings.minArea <= 1) {
        nucleus.forEach((value, at) => {
          if (value > settings.threshold && settings.method !== "distance") {
            assert(labels[at] !== 0);
          }
          if (settings.fillHoles === 0) {
            assertEquals(mask[at] === 1, value > settings.threshold);
          }
        });
      }
    }),
    { numRuns: 300 },
  );
});

/** The pixels of a hole from one of them on: by edges and corners, one by one. */
function findHole(labels: Int32Array, width: number, from: number): Set<number> {
  const hole = new Set([from]);
  // What is added on the way is visited, too.
  for (const at of hole) {
    labels.forEach((label, to) => {
      const across = Math.abs(at % width - to % width);
      const down = Math.abs(Math.floor(at / width) - Math.floor(to / width));
      if (label === 0 && across <= 1 && down <= 1) hole.add(to);
    });
  }
  return hole;
}

Deno.test("splitNuclei() leaves no hole in a nucleus that it was told to fill, always", () => {
  fc.assert(fc.property(anyMaps, anySettings, (maps, settings) => {
    const { width, height } = maps;
    const { labels } = splitNuclei(maps, settings);
    const seen = new Set<number>();
    labels.forEach((label, from) => {
      if (label !== 0 || seen.has(from)) return;
      const hole = findHole(labels, width, from);
      hole.forEach((at) => seen.add(at));
      const beside = new Set<number>();
      for (const at of hole) {
        const x = at % width, y = Math.floor(at / width);
        const isAtBorder = x === 0 || y === 0 || x === width - 1 || y === height - 1;
        if (isAtBorder) return;
        for (const to of [at - 1, at + 1, at - width, at + width]) {
          beside.add(labels[to]!);
        }
      }
      beside.delete(0);
      assert(hole.size > settings.fillHoles || beside.size > 1);
    });
  }));
});

Deno.test("splitNuclei() refuses maps of other sizes, NaN and values out of range", () => {
  const maps = drawMaps(["##"]);
  const distance = Float32Array.of(1);
  assertThrows(
    () => splitNuclei({ ...maps, distance }, of("learned")),
    InputError,
    "the map distance of 2 x 1 = 2 pixels but found 1",
  );
  const broken = { ...maps, nucleus: Float32Array.of(0, NaN) };
  assertThrows(() => splitNuclei(broken, of("components")), InputError, "NaN at pixel 1");
  const bytes = { ...maps, border: Float32Array.of(255, 0) };
  assertThrows(() => splitNuclei(bytes, of("learned")), InputError, "border to be 0..1");
  assertThrows(() => splitNuclei(maps, of("learned")), InputError, "nucleus alone");
});

Deno.test("checkSplitting() names the setting that is missing or out of range", () => {
  const refuse = (change: object, message: string) =>
    assertThrows(
      () => checkSplitting({ ...DEFAULT_SPLITTING.learned, ...change }),
      InputError,
      message,
    );
  refuse({ method: "magic" }, 'distance, learned but found "magic"');
  refuse({ threshold: 1.5 }, "threshold of the splitting to be 0..1 but found 1.5");
  refuse({ seedThreshold: NaN }, "seedThreshold");
  refuse({ seedThreshold: undefined }, "found undefined");
  refuse({ minArea: -1 }, "minArea");
  refuse({ minSeedArea: 2.5 }, "a whole number of pixels but found 2.5");
  refuse({ fillHoles: "9" }, "fillHoles");
  refuse({ smoothing: -1 }, "smoothing");
  for (const method of SPLITTING_METHODS) checkSplitting(DEFAULT_SPLITTING[method]);
});
