import { assertEquals, assertThrows } from "@std/assert";
import { InputError, nameMaps, NUCLEUS_MAPS } from "#karyon";

const SIZE = { width: 1, height: 1 };
const [A, B, C] = [0.1, 0.2, 0.3].map((value) => Float32Array.of(value)) as [
  Float32Array,
  Float32Array,
  Float32Array,
];

Deno.test("nameMaps() names the channels in the order of the card", () => {
  assertEquals(nameMaps([A], SIZE), { ...SIZE, nucleus: A });
  assertEquals(nameMaps([A, B, C], SIZE, NUCLEUS_MAPS), {
    ...SIZE,
    nucleus: A,
    border: B,
    distance: C,
  });
});

Deno.test("nameMaps() refuses a network that gives other maps than its card says", () => {
  const words = "Expected 3 maps from the network (nucleus,border,distance) but found 1";
  assertThrows(() => nameMaps([A], SIZE, NUCLEUS_MAPS), InputError, words);
});
