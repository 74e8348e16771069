import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { type Augmentation, augmentImage, findRecipe, seededRandom } from "#karyon";
import { confetti, tiles } from "./made_up.ts";

const HELD_OUT = findRecipe("held-out").augmentation!;
const share = 1;

Deno.test("augmentImage() is fixed by its random numbers, and leaves its source alone", () => {
  const source = confetti(40, 30, 1), before = structuredClone(source);
  const draw = (seed: number) => augmentImage(source, 24, HELD_OUT, seededRandom(seed));
  for (let seed = 0; seed < 10; seed++) {
    assertEquals(draw(seed), draw(seed));
    assertNotEquals(draw(seed).pixels, draw(seed + 1).pixels);
  }
  assertEquals(source, before);
});

Deno.test("augmentImage() changes colours and texture, but no mask", () => {
  const source = tiles(32, 32);
  const plain = augmentImage(source, 32, {}, seededRandom(1));
  const changes: Augmentation[] = [
    { gray: { share } },
    { invert: { share } },
    { mixChannels: { share, amount: 1 } },
    { channelGain: { share, range: [0.5, 0.7] } },
    { gamma: { share, range: [2, 3] } },
    { contrast: { share, range: [0.3, 0.5] } },
    { brightness: { share, range: [0.1, 0.2] } },
    { blur: { share, range: [1, 2] } },
    { noise: { share, range: [0.05, 0.1] } },
  ];
  for (const change of changes) {
    const drawn = augmentImage(source, 32, change, seededRandom(1));
    assertEquals([drawn.mask, drawn.labels], [plain.mask, plain.labels]);
    assertNotEquals(drawn.pixels, plain.pixels);
  }
});

Deno.test("augmentImage() deforms image and mask where elastic deformation is asked for", () => {
  const source = tiles(32, 32);
  const plain = augmentImage(source, 32, {}, seededRandom(1));
  const deform = (share: number) =>
    augmentImage(source, 32, { elastic: { share, sigma: 4, grid: 3 } }, seededRandom(1));
  assertNotEquals(deform(1).mask, plain.mask);
  assertEquals(deform(0), plain);
});

Deno.test("augmentImage() gives values in 0..1 and a mask of 0 and 1 by any recipe", () => {
  const side = fc.integer({ min: 1, max: 40 });
  const chance = fc.constantFrom(0, 0.5, 1);
  const options = fc.record({
    squeeze: chance,
    flip: fc.boolean(),
    quarterTurns: fc.boolean(),
    rotate: fc.constantFrom(0, 15, 180),
    zoom: fc.constant([0.1, 10] as const),
    stretch: fc.constantFrom(1, 2),
    elastic: fc.record({
      share: chance,
      sigma: fc.constantFrom(0.1, 30),
      grid: fc.constantFrom(2, 5),
    }),
    channelGain: fc.record({ share: chance, range: fc.constant([0.5, 3] as const) }),
    contrast: fc.record({ share: chance, range: fc.constant([0.1, 4] as const) }),
    blur: fc.record({ share: chance, range: fc.constant([0.1, 20] as const) }),
    noise: fc.record({ share: chance, range: fc.constant([0, 2] as const) }),
  }, { requiredKeys: [] });
  fc.assert(
    fc.property(side, side, side, options, fc.integer(), (w, h, size, given, seed) => {
      const { pixels, mask, labels } = augmentImage(
        confetti(w, h, seed),
        size,
        given,
        seededRandom(seed),
      );
      assertEquals(
        [pixels.length, mask.length, labels!.length],
        [3 * size * size, size * size, size * size],
      );
      assert(pixels.every((value) => value >= 0 && value <= 1 + 1e-6));
      assert(mask.every((value) => value === 0 || value === 1));
    }),
  );
});
