import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  convolutionGeometry,
  filterLayout,
  type Geometry,
  imageLayout,
  keyOf,
  poolingGeometry,
  windowOf,
} from "../../../src/engine/native/geometry.ts";

const some = (max: number) => fc.integer({ min: 1, max });

const windows = fc.record({
  size: fc.tuple(some(12), some(12)),
  filter: fc.tuple(some(4), some(4)),
  strides: fc.tuple(some(3), some(3)),
  dilations: fc.tuple(some(2), some(2)),
  pad: fc.constantFrom("same", "valid"),
}).filter(({ size, filter, strides, dilations, pad }) =>
  // TensorFlow.js has no convolution that is both strided and dilated.
  (Math.max(...strides) === 1 || Math.max(...dilations) === 1) &&
  (pad === "same" || size.every((n, i) => (filter[i]! - 1) * dilations[i]! < n))
);

Deno.test("padding is TensorFlow.js's before, and what makes the sum come out after", () => {
  fc.assert(fc.property(windows, ({ size, filter, strides, dilations, pad }) => {
    const g = convolutionGeometry([1, ...size, 3], [...filter, 3, 5], {
      strides,
      dilations,
      pad,
    });
    const { before, after, ...window } = windowOf(g);
    assertEquals(before, [g.padInfo.top, g.padInfo.left]);
    assertEquals(window.strides, strides);
    assertEquals(window.kernel, filter);
    assertEquals(window.dilations, dilations.map((n) => n - 1));
    [g.outHeight, g.outWidth].forEach((output, i) => {
      const reach = (filter[i]! - 1) * dilations[i]! + 1;
      // oneDNN's own sum, with its dilations of one less.
      const sum = (size[i]! + before[i]! + after[i]! - reach) / strides[i]! + 1;
      assertEquals(sum, output);
      const theirs = i === 0 ? g.padInfo.bottom : g.padInfo.right;
      // What the window does not reach is cut off as negative padding.
      assertEquals(after[i]! <= theirs, true);
      assertEquals(after[i]! > theirs - strides[i]!, true);
    });
  }));
});

Deno.test("a pooling's window is that of a convolution without channels", () => {
  const g = poolingGeometry([2, 7, 9, 4], {
    filterSize: [3, 2],
    strides: 2,
    pad: "same",
  });
  assertEquals([g.outHeight, g.outWidth, g.outChannels], [4, 5, 4]);
  assertEquals(windowOf(g), {
    strides: [2, 2],
    dilations: [0, 0],
    before: [1, 0],
    after: [1, 1],
    kernel: [3, 2],
  });
});

Deno.test("layouts name each element's place in TensorFlow.js's order", () => {
  assertEquals(imageLayout(2, 3, 4, 5), [[2, 5, 3, 4], [60, 1, 20, 5]]);
  const attributes = { strides: 1, pad: "same" } as const;
  const dense = convolutionGeometry([1, 9, 9, 4], [3, 2, 4, 6], attributes);
  assertEquals(filterLayout(dense, false), [[6, 4, 3, 2], [1, 6, 48, 24]]);
  const each = convolutionGeometry([1, 9, 9, 4], [3, 2, 4, 2], attributes, true);
  assertEquals(filterLayout(each, true), [[4, 2, 1, 3, 2], [2, 1, 1, 16, 8]]);
});

Deno.test("two geometries that differ have different keys", () => {
  const shapes = fc.record({ window: windows, channels: some(3), batch: some(2) });
  fc.assert(fc.property(shapes, shapes, (one, other) => {
    const [a, b] = [one, other].map(({ window, channels, batch }) =>
      convolutionGeometry(
        [batch, ...window.size, channels],
        [...window.filter, channels, 4],
        window as Parameters<typeof convolutionGeometry>[2],
      )
    ) as [Geometry, Geometry];
    const sameWindow = JSON.stringify([a.inShape, a.filterShape, windowOf(a)]) ===
      JSON.stringify([b.inShape, b.filterShape, windowOf(b)]);
    assertEquals(keyOf(a) === keyOf(b), sameWindow);
  }));
});
