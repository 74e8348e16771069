import { assertAlmostEquals, assertEquals, assertGreater } from "@std/assert";
import { seededRandom } from "../../src/base/mod.ts";
import { measureTexture } from "../../src/explore/measure_texture.ts";
import { measureContrast } from "../../src/explore/measure_contrast.ts";

const SIDE = 200;

function paint(valueAt: (x: number, y: number) => number): Float32Array {
  return Float32Array.from(
    { length: SIDE * SIDE },
    (_, i) => valueAt(i % SIDE, Math.floor(i / SIDE)),
  );
}

/** Normal numbers by Box and Muller. */
function normal(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

Deno.test("noise of a known standard deviation is found again", () => {
  for (const sigma of [0.005, 0.02, 0.1]) {
    const draw = normal(3);
    const { noise } = measureTexture(paint(() => 0.5 + sigma * draw()), SIDE, SIDE);
    assertAlmostEquals(noise / sigma, 1, 0.03);
  }
});

Deno.test("slopes and straight edges are no noise", () => {
  const slope = measureTexture(paint((x, y) => 0.002 * x + 0.001 * y), SIDE, SIDE);
  assertAlmostEquals(slope.noise, 0, 1e-7);
  assertAlmostEquals(slope.sharpness, 0, 1e-7);
  assertAlmostEquals(slope.texture, Math.hypot(0.002, 0.001), 1e-7);
  const edge = measureTexture(paint((x) => x < 100 ? 0 : 1), SIDE, SIDE);
  assertAlmostEquals(edge.noise, 0, 1e-9);
  assertGreater(edge.sharpness, 0.1);
});

Deno.test("the Laplacian of a checkerboard is known", () => {
  const board = measureTexture(paint((x, y) => (x + y) % 2), SIDE, SIDE);
  // Laplacians of +4 and -4; the neighbours on both sides are the same.
  assertAlmostEquals(board.sharpness, 4, 1e-6);
  assertAlmostEquals(board.texture, 0, 1e-9);
});

Deno.test("an image without inner pixels has no texture", () => {
  assertEquals(measureTexture(Float32Array.of(0, 1, 0, 1), 2, 2), {
    noise: 0,
    sharpness: 0,
    texture: 0,
  });
});

Deno.test("edge sharpness is a half for a step and 1 / n for a ramp of n pixels", () => {
  const mask = paint((x) => x >= 100 ? 1 : 0);
  const step = measureContrast(paint((x) => x >= 100 ? 1 : 0), mask, SIDE, SIDE);
  assertEquals([step.difference, step.contrast, step.edge_sharpness], [1, 1, 0.5]);
  assertEquals(step.separation, null);
  const ramp = paint((x) => Math.min(Math.max((x - 90) / 20, 0), 1));
  assertAlmostEquals(
    measureContrast(ramp, mask, SIDE, SIDE).edge_sharpness!,
    1 / 20,
    0.01,
  );
});

Deno.test("separation is the distance in standard deviations", () => {
  const draw = normal(5);
  const gray = paint((x) => (x < 100 ? 0.2 : 0.5) + 0.1 * draw());
  const mask = paint((x) => x < 100 ? 0 : 1);
  const { separation, difference } = measureContrast(gray, mask, SIDE, SIDE);
  assertAlmostEquals(separation!, 3, 0.05);
  assertAlmostEquals(difference!, 0.3, 0.005);
});
