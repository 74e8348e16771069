import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { batches, type PreparedSample, useEngine } from "#karyon";

const sample = (id: string, value: number): PreparedSample => ({
  id,
  pixels: Uint16Array.from({ length: 12 }, (_, i) => i < 3 ? 65535 : value),
  mask: Uint8Array.of(1, 0, 0, 0),
});
const SAMPLES = ["a", "b", "c", "d", "e"].map((id, i) => sample(id, i * 100));

function walk(options: Parameters<typeof batches>[1]) {
  const walked: { ids: readonly string[]; images: number[]; masks: number[] }[] = [];
  for (const { ids, images, masks } of batches(SAMPLES, options)) {
    walked.push({ ids, images: [...images.dataSync()], masks: [...masks.dataSync()] });
    images.dispose();
    masks.dispose();
  }
  return walked;
}

Deno.test("batches() hands out every sample once, the last batch smaller", async () => {
  await useEngine("cpu");
  assertEquals(walk({ batchSize: 2 }).map(({ ids }) => ids), [["a", "b"], ["c", "d"], [
    "e",
  ]]);
});

Deno.test("batches() scales pixels to 0..1 and keeps masks", async () => {
  await useEngine("cpu");
  const [first] = walk({ batchSize: 1 });
  assertEquals(first!.images.slice(0, 4), [1, 1, 1, 0]);
  assertEquals(first!.masks, [1, 0, 0, 0]);
});

Deno.test("batches() shuffles by seed and epoch alone", async () => {
  await useEngine("cpu");
  const order = (seed: number, epoch: number) =>
    walk({ batchSize: 5, shuffle: { seed, epoch } })[0]!.ids;
  assertEquals(order(1, 1), order(1, 1));
  assertNotEquals(order(1, 1), order(1, 2));
  assertNotEquals(order(1, 1), order(2, 1));
  assertEquals(order(1, 1).toSorted(), ["a", "b", "c", "d", "e"]);
});

Deno.test("batches() mirrors an image and its mask together", async () => {
  await useEngine("cpu");
  const places = new Set<number>();
  for (let epoch = 0; epoch < 20; epoch++) {
    for (
      const { images, masks } of walk({
        batchSize: 1,
        shuffle: { seed: 1, epoch },
        flip: true,
      })
    ) {
      const place = masks.indexOf(1);
      assertEquals(images.slice(place * 3, place * 3 + 3), [1, 1, 1]);
      places.add(place);
    }
  }
  assertEquals([...places].sort(), [0, 1, 2, 3]);
});

Deno.test("batches() refuses a batch size that is no natural number", () => {
  assertThrows(() => walk({ batchSize: 0 }), RangeError, "found 0");
});
