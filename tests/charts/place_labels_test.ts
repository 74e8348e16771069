import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { placeLabels } from "../../src/charts/place_labels.ts";
import { textWidth } from "../../src/charts/words.ts";

const BOUNDS = { width: 300, height: 300 };

Deno.test("placeLabels() writes into a large dot and at the right of a small one", () => {
  const dots = [
    { x: 150, y: 150, r: 30, text: "12" },
    { x: 40, y: 40, r: 3, text: "5" },
  ];
  const [large, small] = placeLabels(dots, 11, BOUNDS);
  assertEquals(large, { dx: 0, dy: 0 });
  assert(small!.dx > 3);
  assertEquals(small!.dy, 0);
});

Deno.test("placeLabels() keeps labels of dots in one place apart", () => {
  const dots = [1, 2, 3].map((n) => ({ x: 100, y: 100, r: 3, text: `${n}` }));
  const places = placeLabels(dots, 11, BOUNDS).map(({ dx, dy }) => `${dx},${dy}`);
  assertEquals(new Set(places).size, 3);
});

Deno.test("placeLabels() stays within the bounds wherever the dots are", () => {
  const dot = fc.record({
    x: fc.integer({ min: 0, max: 300 }),
    y: fc.integer({ min: 0, max: 300 }),
    r: fc.integer({ min: 2, max: 20 }),
    text: fc.constantFrom("1", "24", "334"),
  });
  fc.assert(
    fc.property(fc.array(dot, { minLength: 1, maxLength: 12 }), (dots) => {
      placeLabels(dots, 11, BOUNDS).forEach(({ dx, dy }, index) => {
        const { x, y, text } = dots[index]!;
        const half = textWidth(text, 11) / 2;
        assert(x + dx - half >= 0 && x + dx + half <= 300);
        assert(y + dy >= 5 && y + dy <= 295);
      });
    }),
    { seed: 1, numRuns: 100 },
  );
});
