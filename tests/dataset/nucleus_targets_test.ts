import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { InputError, nucleusTargets } from "#karyon";

/** Both maps by their definitions: every pixel looks at all the others. */
function targetsByDefinition(labels: Int32Array, width: number) {
  const place = (i: number) => [i % width, Math.floor(i / width)] as const;
  const depths = Array.from(labels, (own, i) => {
    if (own === 0) return 0;
    const [x, y] = place(i);
    return Array.from(labels, (label, j) => {
      const [u, v] = place(j);
      return label === own ? Infinity : Math.hypot(x - u, y - v);
    }).reduce((a, b) => Math.min(a, b), Infinity);
  });
  const deepest = (own: number) =>
    Math.max(...depths.filter((_, i) => labels[i] === own));
  return {
    distance: depths.map((depth, i) =>
      depth === 0 ? 0 : depth === Infinity ? 1 : depth / deepest(labels[i]!)
    ),
    border: Array.from(labels, (_, i) => {
      const [x, y] = place(i);
      const near = labels.filter((label, j) => {
        const [u, v] = place(j);
        return label !== 0 && Math.abs(x - u) <= 2 && Math.abs(y - v) <= 2;
      });
      return new Set(near).size > 1 ? 1 : 0;
    }),
  };
}

Deno.test("nucleusTargets() is what the definition gives by hand", () => {
  // A nucleus of 3 x 3 beside one of 1 x 3 that touches it.
  const labels = Int32Array.from([
    ...[0, 0, 0, 0, 0, 0],
    ...[0, 4, 4, 4, 9, 0],
    ...[0, 4, 4, 4, 9, 0],
    ...[0, 4, 4, 4, 9, 0],
    ...[0, 0, 0, 0, 0, 0],
  ]);
  const { border, distance } = nucleusTargets(labels, 6, 5);
  assertEquals([...border.subarray(12, 18)], [0, 0, 1, 1, 1, 1]);
  assertEquals([...distance.subarray(12, 18)], [0, 0.5, 1, 0.5, 1, 0]);
});

Deno.test("nucleusTargets() agrees with every pixel looking at all others", () => {
  const side = fc.integer({ min: 1, max: 12 });
  const label = fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    fc.integer({ min: 1, max: 3 }),
  );
  const images = fc.tuple(side, side).chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      labels: fc.array(label, { minLength: width * height, maxLength: width * height }),
    })
  );
  fc.assert(
    fc.property(images, ({ width, height, labels }) => {
      const expected = targetsByDefinition(Int32Array.from(labels), width);
      const { border, distance } = nucleusTargets(
        Int32Array.from(labels),
        width,
        height,
      );
      assertEquals([...border], expected.border);
      distance.forEach((value, i) =>
        assertAlmostEquals(value, expected.distance[i]!, 1e-6)
      );
    }),
    { numRuns: 100 },
  );
});

Deno.test("nucleusTargets() of a nucleus that fills the image is 1 everywhere", () => {
  const { border, distance } = nucleusTargets(new Int32Array(6).fill(3), 3, 2);
  assertEquals([...border, ...distance], [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
});

Deno.test("nucleusTargets() refuses labels of another size", () => {
  assertThrows(() => nucleusTargets(new Int32Array(5), 3, 2), InputError, "3 x 2");
});
