import { assertEquals } from "@std/assert";
import { createImage, prepareImage, prepareMask } from "#karyon";

Deno.test("prepareImage() gives RGB in 0..1 for gray and 16 bits, at the network's size", () => {
  const gray = createImage(4, 2, 1, 16);
  gray.data.fill(65535, 0, 4);
  // 4 x 2 to 2 x 2: each output lies between two columns, on a row.
  assertEquals(
    [...prepareImage(gray, { size: 2, normalization: "none" })],
    [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
  );
});

Deno.test("prepareMask() rounds after resizing; a half is background", () => {
  // Columns 0 and 1 average to a half, columns 2 and 3 to 1.
  assertEquals([...prepareMask(Uint8Array.of(1, 0, 1, 1, 1, 0, 1, 1), 4, 2, 2)], [
    0,
    1,
    0,
    1,
  ]);
});
