import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { seededRandom } from "../../../src/base/mod.ts";
import { expose } from "../../../src/dataset/synthetic/camera.ts";

const ROW = 200;

function noiseOf(level: number, shot: number, read: number) {
  const light = new Float32Array(ROW * 200).fill(level);
  const values = expose(light, ROW, seededRandom(3), { shot, read });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
    values.length;
  return { mean, variance, values };
}

Deno.test("expose() adds the variance of read noise, shot noise and rounding", () => {
  for (
    const [level, shot, read] of [[100, 0, 3], [100, 0.09, 0], [60, 0.05, 2]] as const
  ) {
    const { mean, variance } = noiseOf(level, shot, read);
    const expected = read ** 2 + shot * level + 1 / 12; // of rounding
    assertAlmostEquals(mean, level, 0.15);
    assert(Math.abs(variance / expected - 1) < 0.05, `${variance} for ${expected}`);
  }
});

Deno.test("expose() rounds, and clips at 0 and 255", () => {
  const light = Float32Array.of(-3, 0, 1.4, 1.6, 254.7, 300);
  const values = expose(light, 6, seededRandom(1), { shot: 0, read: 0 });
  assertEquals([...values], [0, 0, 1, 2, 255, 255]);
});

Deno.test("expose() gives rows of their own noise", () => {
  const { values } = noiseOf(128, 0, 4);
  const rows = new Set<string>();
  for (let start = 0; start < values.length; start += ROW) {
    rows.add(values.slice(start, start + ROW).join());
  }
  assertEquals(rows.size, 200);
});
