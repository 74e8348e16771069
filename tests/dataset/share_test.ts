import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { shareSamples } from "#karyon";

const SAMPLE = {
  id: "a",
  width: 2,
  pixels: Uint16Array.of(1, 2, 65535, 4, 5, 6),
  mask: Uint8Array.of(0, 1),
};

Deno.test("shareSamples() copies every array into shared memory, and keeps the rest", () => {
  const labels = Int32Array.of(0, 70000);
  const [bare, labelled] = shareSamples([SAMPLE, { ...SAMPLE, labels }]);
  assertEquals([bare!.id, bare!.width], ["a", 2]);
  assertEquals([...bare!.pixels], [...SAMPLE.pixels]);
  assertEquals([...bare!.mask], [0, 1]);
  assert(!("labels" in bare!));
  assertEquals([...(labelled as { labels: Int32Array }).labels], [0, 70000]);
  const { pixels, mask } = bare!;
  for (const array of [pixels, mask, (labelled as { labels: Int32Array }).labels]) {
    assert(array.buffer instanceof SharedArrayBuffer);
  }
  assert(pixels instanceof Uint16Array && SAMPLE.pixels.buffer instanceof ArrayBuffer);
});

Deno.test("shareSamples() leaves alone what is shared already", () => {
  const [once] = shareSamples([SAMPLE]);
  const [twice] = shareSamples([once!]);
  assertStrictEquals(twice!.pixels, once!.pixels);
  assertStrictEquals(twice!.mask, once!.mask);
});

Deno.test("shareSamples() copies of a view what it shows", () => {
  const mask = Uint8Array.of(9, 0, 1, 9).subarray(1, 3);
  const [shared] = shareSamples([{ ...SAMPLE, mask }]);
  assertEquals([...shared!.mask], [0, 1]);
});
