import { assertEquals } from "@std/assert";
import { TURNS, turnValues, walkOf } from "../../../src/segment/tiles/turns.ts";

/** 1 2 3 over 4 5 6. */
const PICTURE = Float32Array.of(1, 2, 3, 4, 5, 6);

Deno.test("the eight turns come in their order, by hand", () => {
  const turned = TURNS.map((_, turn) => {
    const walk = walkOf(turn, 3, 2);
    return `${walk.width} x ${walk.height}: ${turnValues(PICTURE, walk, 1).join("")}`;
  });
  assertEquals(turned, [
    "3 x 2: 123456",
    "2 x 3: 415263",
    "3 x 2: 654321",
    "2 x 3: 362514",
    "3 x 2: 321654",
    "2 x 3: 635241",
    "3 x 2: 456123",
    "2 x 3: 142536",
  ]);
});

Deno.test("turnValues() keeps the channels of a pixel together", () => {
  const colours = Float32Array.of(1, 10, 2, 20, 3, 30);
  assertEquals([...turnValues(colours, walkOf(2, 3, 1), 2)], [3, 30, 2, 20, 1, 10]);
});

Deno.test("a picture written along the walk is turned back", () => {
  for (let turn = 0; turn < 8; turn++) {
    const { start, right, down, width, height } = walkOf(turn, 3, 2);
    const turned = turnValues(PICTURE, walkOf(turn, 3, 2), 1);
    const back = new Float32Array(6);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        back[start + x * right + y * down] = turned[y * width + x]!;
      }
    }
    assertEquals(back, PICTURE);
  }
});
