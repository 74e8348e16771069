import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { packNumbers, unpackNumbers } from "../../src/app/embedded/packed_numbers.ts";
import { segmentationViewer } from "../../src/app/mod.ts";
import { InputError } from "../../src/base/mod.ts";
import { createImage, drawNuclei, stretchContrast } from "../../src/images/mod.ts";
import { measureNuclei } from "../../src/segment/mod.ts";

async function unpacked<T extends Uint8Array | Int32Array>(
  text: string,
  step: number,
  into: T,
): Promise<T> {
  await unpackNumbers(text, step, into);
  return into;
}

/** Two nuclei, 3 and 2 pixels. */
const LABELS = Int32Array.of(1, 1, 0, 1, 0, 2, 0, 0, 2);

function gray(depth: 8 | 16 = 8) {
  const image = createImage(3, 3, 1, depth);
  image.data.set([0, 10, 20, 30, 40, 50, 60, 70, 80]);
  return image;
}

Deno.test("packed numbers come back as they were", async () => {
  const step = fc.integer({ min: 1, max: 3 });
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), step, async (bytes, steps) => {
      const text = packNumbers(bytes, steps);
      assertEquals(await unpacked(text, steps, new Uint8Array(bytes.length)), bytes);
    }),
    { numRuns: 40 },
  );
  await fc.assert(
    fc.asyncProperty(fc.int32Array(), async (labels) => {
      const text = packNumbers(labels, 1);
      assertEquals(await unpacked(text, 1, new Int32Array(labels.length)), labels);
    }),
    { numRuns: 40 },
  );
});

Deno.test("packed numbers that are more, fewer or none are refused", async () => {
  const text = packNumbers(new Uint8Array(100), 1);
  const message = "numbers but found others";
  await assertRejects(() => unpackNumbers(text, 1, new Uint8Array(99)), Error, message);
  await assertRejects(() => unpackNumbers(text, 1, new Uint8Array(101)), Error, message);
  await assertRejects(() => unpackNumbers("AAAA", 1, new Uint8Array(1)), TypeError);
});

Deno.test("a viewer carries what is seen of the image, its labels and their measurements", async () => {
  const image = gray(16);
  const viewer = segmentationViewer({ image, labels: LABELS, title: "Two" });
  const { width, height, channels, pixels, labels } = viewer.nuclei;
  assertEquals([width, height, channels], [3, 3, 1]);
  assertEquals(await unpacked(labels, 1, new Int32Array(9)), LABELS);
  const seen = stretchContrast(image).data.filter((_, at) => at % 3 === 0);
  assertEquals([...await unpacked(pixels, 1, new Uint8Array(9))], [...seen]);
  assertEquals(viewer.picture, drawNuclei(image, LABELS));
  assertEquals(viewer.title, "Two");
  assertEquals(viewer.caption, "2 nuclei in an image of 3 x 3 pixels.");
  const measured = measureNuclei(LABELS, image);
  assertEquals(
    viewer.rows,
    measured.map(({ label, area, eccentricity, solidity, mean_intensity }) => ({
      label,
      area,
      eccentricity,
      solidity,
      mean_intensity,
    })),
  );
});

Deno.test("a viewer keeps colours, takes predictions, pixel sizes and rows", async () => {
  const image = createImage(1, 2, 3);
  image.data.set([255, 0, 10, 0, 255, 128]);
  const labels = Int32Array.of(0, 4);
  const { nuclei, rows, caption } = segmentationViewer({
    image,
    prediction: { labels },
    pixelSize: 0.5,
    caption: "One nucleus (n = 1).",
  });
  assertEquals(nuclei.channels, 3);
  assertEquals(
    await unpacked(nuclei.pixels, 3, new Uint8Array(6)),
    Uint8Array.of(255, 0, 10, 0, 255, 128),
  );
  assertEquals(rows.map(({ label, area_um2 }) => [label, area_um2]), [[4, 0.25]]);
  assertEquals(caption, "One nucleus (n = 1).");
  const own = [{ label: 4, kind: "mitotic" }];
  assertEquals(segmentationViewer({ image, labels, rows: own }).rows, own);
});

Deno.test("a viewer refuses what it cannot show", () => {
  const image = gray();
  const refuses = (call: () => unknown, words: string) =>
    assert(assertThrows(call, InputError).message.includes(words));
  refuses(() => segmentationViewer({ image }), "labels or a prediction");
  refuses(
    () => segmentationViewer({ image, labels: LABELS, rows: [{ area: 3 }] }),
    'rows with the "label" of a nucleus but found {"area":3}',
  );
  const large = createImage(2049, 2048, 1);
  refuses(
    () => segmentationViewer({ image: large, labels: new Int32Array(2049 * 2048) }),
    "at most 2048 x 2048 pixels but found 2049 x 2048",
  );
  assertThrows(
    () => segmentationViewer({ image, labels: new Int32Array(8) }),
    RangeError,
  );
});
