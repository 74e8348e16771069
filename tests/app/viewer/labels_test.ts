import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { LabelIndex } from "../../../src/app/viewer/label_index.ts";
import { findOutlineEdges } from "../../../src/app/viewer/outline_edges.ts";

//  1 1 . 7
//  1 . 7 7
//  . 3 . 7
const LABELS = Int32Array.of(1, 1, 0, 7, 1, 0, 7, 7, 0, 3, 0, 7);
const index = new LabelIndex(LABELS, 4, 3);

Deno.test("a label index knows the box of every nucleus", () => {
  assertEquals(index.count, 3);
  assertEquals(index.box(1), { left: 0, top: 0, right: 2, bottom: 2 });
  assertEquals(index.box(7), { left: 2, top: 0, right: 4, bottom: 3 });
  assertEquals(index.box(3), { left: 1, top: 2, right: 2, bottom: 3 });
  assertEquals(index.box(2), undefined);
});

Deno.test("a point hits the nucleus whose pixel it lies in, or nothing", () => {
  assertEquals(index.at({ x: 0.99, y: 1.01 }), 1);
  assertEquals(index.at({ x: 3, y: 2.5 }), 7);
  assertEquals(index.at({ x: 2.5, y: 0.5 }), undefined);
  for (const [x, y] of [[-0.1, 0], [0, -0.1], [4, 0], [0, 3]] as const) {
    assertEquals(index.at({ x, y }), undefined);
  }
});

Deno.test("nuclei of a part of the image are those whose boxes meet it", () => {
  const within = (left: number, top: number, right: number, bottom: number) =>
    index.within({ left, top, right, bottom }).sort();
  assertEquals(within(0, 0, 4, 3), [1, 3, 7]);
  assertEquals(within(0, 0, 1, 1), [1]);
  assertEquals(within(2, 0, 4, 3), [7]);
});

Deno.test("steps go from nucleus to nucleus by label and around the end", () => {
  const one = (from: number | undefined) => index.step(from, 1);
  assertEquals([undefined, 1, 3, 7, 99].map(one), [1, 3, 7, 1, 1]);
  assertEquals([undefined, 1, 3].map((from) => index.step(from, -1)), [7, 7, 1]);
  assertEquals(new LabelIndex(new Int32Array(4), 2, 2).step(undefined, 1), undefined);
});

Deno.test("labels of another size are refused", () => {
  assertThrows(
    () => new LabelIndex(LABELS, 4, 4),
    RangeError,
    "Expected labels for 4 x 4 pixels but found 12",
  );
});

Deno.test("outline edges of one pixel are its four sides", () => {
  const edges = findOutlineEdges(LABELS, 4, index.box(3)!, 3);
  assertEquals(edges, [1, 2, 2, 2, 1, 3, 2, 3, 1, 2, 1, 3, 2, 2, 2, 3]);
});

Deno.test("outline edges are as long as there are sides without a neighbour alike", () => {
  const labelled = fc.array(fc.integer({ min: 0, max: 2 }), {
    minLength: 35,
    maxLength: 35,
  });
  fc.assert(fc.property(labelled, (values) => {
    const labels = Int32Array.from(values), width = 7, height = 5;
    const boxes = new LabelIndex(labels, width, height);
    const at = (x: number, y: number) =>
      x < 0 || y < 0 || x >= width || y >= height ? 0 : labels[y * width + x];
    for (const label of [1, 2]) {
      let sides = 0;
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          if (at(x, y) !== label) continue;
          const beside = [at(x - 1, y), at(x + 1, y), at(x, y - 1), at(x, y + 1)];
          sides += beside.filter((other) => other !== label).length;
        }
      }
      const box = boxes.box(label);
      const edges = box ? findOutlineEdges(labels, width, box, label) : [];
      let length = 0;
      for (let i = 0; i < edges.length; i += 4) {
        length += edges[i + 2]! - edges[i]! + edges[i + 3]! - edges[i + 1]!;
      }
      assertEquals(length, sides);
    }
  }));
});
