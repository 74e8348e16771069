import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { balanceClasses, borderWeights, InputError } from "#karyon";

const PLAIN = { background: 1, nucleus: 1 };

/** The weight map by its definition: every pixel looks at all the others. */
function weightsByDefinition(
  labels: Int32Array,
  width: number,
  strength: number,
  sigma: number,
): number[] {
  return Array.from(labels, (own, i) => {
    if (own !== 0) return 1;
    const nearest = new Map<number, number>();
    labels.forEach((label, j) => {
      if (label === 0) return;
      const away = Math.hypot(
        i % width - j % width,
        Math.floor(i / width) - Math.floor(j / width),
      );
      nearest.set(label, Math.min(away, nearest.get(label) ?? Infinity));
    });
    const [d1 = Infinity, d2 = Infinity] = [...nearest.values()].sort((a, b) => a - b);
    return 1 + strength * Math.exp(-((d1 + d2) ** 2) / (2 * sigma ** 2));
  });
}

Deno.test("borderWeights() is what the paper's equation gives by hand", () => {
  // 7 at the left, 3 at the right, four pixels of background between.
  const labels = Int32Array.of(7, 0, 0, 0, 0, 3);
  const weights = borderWeights(labels, 6, 1, { classWeights: PLAIN });
  // d1 + d2 is 1 + 4, 2 + 3, 3 + 2, 4 + 1: 1 + 10 exp(-25 / 50).
  const gap = 1 + 6.0653066;
  [1, gap, gap, gap, gap, 1].forEach((weight, i) =>
    assertAlmostEquals(weights[i]!, weight, 1e-5)
  );
});

Deno.test("borderWeights() measures across corners", () => {
  // 3 across and 4 down to nucleus 1, and 2 across to nucleus 2.
  const width = 6, labels = new Int32Array(width * 5);
  labels[0] = 1;
  labels[4 * width + 5] = 2;
  const options = { strength: 1, sigma: 2, classWeights: PLAIN };
  const weight = borderWeights(labels, width, 5, options)[4 * width + 3]!;
  assertAlmostEquals(weight, 1 + Math.exp(-49 / 8), 1e-6);
});

Deno.test("borderWeights() agrees with every pixel looking at all others", () => {
  const side = fc.integer({ min: 1, max: 12 });
  // Mostly background, or hardly a gap is wider than a pixel.
  const label = fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    fc.integer({ min: 1, max: 4 }),
  );
  const images = fc.tuple(side, side).chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      labels: fc.array(label, {
        minLength: width * height,
        maxLength: width * height,
      }).map((labels) => Int32Array.from(labels)),
      sigma: fc.double({ min: 0.5, max: 6, noNaN: true }),
    })
  );
  fc.assert(fc.property(images, ({ width, labels, sigma }) => {
    const height = labels.length / width;
    const options = { strength: 10, sigma, classWeights: PLAIN };
    const found = borderWeights(labels, width, height, options);
    weightsByDefinition(labels, width, 10, sigma).forEach((weight, i) =>
      assertAlmostEquals(found[i]!, weight, 1e-5, `at ${i} of ${labels}, ${width} wide`)
    );
  }));
});

Deno.test("borderWeights() turns and mirrors with the image", () => {
  const labels = Int32Array.of(1, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0);
  const weights = borderWeights(labels, 4, 3);
  assertEquals(borderWeights(labels.toReversed(), 4, 3), weights.toReversed());
});

Deno.test("borderWeights() leaves nuclei that touch with the weight of nuclei", () => {
  const labels = Int32Array.of(0, 1, 1, 2, 2, 0);
  const weights = borderWeights(labels, 6, 1, {
    classWeights: { background: 1, nucleus: 3 },
  });
  assertEquals([...weights.subarray(1, 5)], [3, 3, 3, 3]);
  // The background beside them is near to both: 1 + 3 pixels.
  assertAlmostEquals(weights[0]!, 1 + 10 * Math.exp(-16 / 50), 1e-5);
});

Deno.test("borderWeights() are the class weights alone with one nucleus or none", () => {
  assertEquals([...borderWeights(Int32Array.of(0, 0, 5, 0), 2, 2)].map(String), [
    `${Math.fround(4 / 6)}`,
    `${Math.fround(4 / 6)}`,
    "2",
    `${Math.fround(4 / 6)}`,
  ]);
  assertEquals([...borderWeights(new Int32Array(4), 2, 2)], [1, 1, 1, 1]);
  assertEquals([...borderWeights(new Int32Array(4).fill(1), 2, 2)], [1, 1, 1, 1]);
});

Deno.test("balanceClasses() gives both classes of a set half of all weight", () => {
  const images = [[0, 0, 0, 7], [0, 0, 1, 0, 0, 0]];
  const { background, nucleus } = balanceClasses(images);
  assertAlmostEquals(8 * background, 5, 1e-12);
  assertAlmostEquals(2 * nucleus, 5, 1e-12);
  assertEquals(balanceClasses([]), { background: 1, nucleus: 1 });
});

Deno.test("borderWeights() says what it cannot use", () => {
  const labels = new Int32Array(6);
  assertThrows(() => borderWeights(labels, 2, 2), InputError, "2 x 2 pixels but found 6");
  for (
    const [options, words] of [
      [{ sigma: 0 }, "sigma of border weights to be a number above 0 but found 0"],
      [{ strength: -1 }, "strength of border weights to be a number of at least 0"],
      [{ sigma: Infinity }, "found Infinity"],
      [{ classWeights: { background: 0, nucleus: 1 } }, "weight of background"],
      [{ classWeights: { background: 1, nucleus: NaN } }, "weight of nuclei"],
    ] as const
  ) {
    const { message } = assertThrows(
      () => borderWeights(labels, 3, 2, options),
      InputError,
    );
    assert(message.includes(words), message);
  }
});
