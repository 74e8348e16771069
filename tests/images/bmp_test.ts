import { assertEquals, assertRejects } from "@std/assert";
import { decodeImage, decodeImageFile, type Image, InputError } from "#karyon";
import { handBmp } from "./hand_bmp.ts";

const parts = ({ width, height, channels, depth, alpha, data }: Image) => [
  [width, height, channels, depth, alpha],
  [...data],
];

/** Blue, green, red and 0 of each gray. */
const grays = (...levels: number[]) =>
  levels.flatMap((level) => [level, level, level, 0]);

Deno.test("a BMP of RGB is read from its last row up, or down where it says so", async () => {
  const rows = [[3, 2, 1, 6, 5, 4], [30, 20, 10, 60, 50, 40]];
  const up = await decodeImageFile(handBmp(2, 2, 24, rows), "a.bmp");
  assertEquals(parts(up.image), [
    [2, 2, 3, 8, false],
    [10, 20, 30, 40, 50, 60, 1, 2, 3, 4, 5, 6],
  ]);
  assertEquals(up.report, {
    name: "a.bmp",
    format: "BMP",
    conversions: [],
    warnings: [],
  });
  const down = await decodeImage(handBmp(2, -2, 24, rows), "a.bmp");
  assertEquals([...down.data.slice(0, 6)], [1, 2, 3, 4, 5, 6]);
});

Deno.test("a BMP with a palette of grays is gray, with one of colours RGB", async () => {
  const gray = await decodeImageFile(
    handBmp(3, 1, 8, [[1, 0, 1]], grays(5, 250)),
    "a.bmp",
  );
  assertEquals(parts(gray.image), [[3, 1, 1, 8, false], [250, 5, 250]]);
  assertEquals(gray.report.conversions, ["palette to gray"]);
  const palette = [...grays(5), 3, 2, 1, 0];
  const colour = await decodeImageFile(handBmp(3, 1, 8, [[1, 0, 1]], palette), "a.bmp");
  assertEquals([...colour.image.data], [1, 2, 3, 5, 5, 5, 1, 2, 3]);
  assertEquals(colour.report.conversions, ["palette to RGB"]);
});

Deno.test("a BMP of 1, 4 and 32 bits a pixel keeps its values", async () => {
  const bits = await decodeImage(
    handBmp(3, 1, 1, [[0b10100000]], grays(0, 255)),
    "a.bmp",
  );
  assertEquals([...bits.data], [255, 0, 255]);
  const nibbles = handBmp(3, 2, 4, [[0x12, 0x30], [0x30, 0x10]], grays(0, 10, 20, 30));
  assertEquals([...(await decodeImage(nibbles, "a.bmp")).data], [30, 0, 10, 10, 20, 30]);
  const wide = await decodeImage(handBmp(1, 1, 32, [[3, 2, 1, 0]]), "a.bmp");
  assertEquals(parts(wide), [[1, 1, 3, 8, false], [1, 2, 3]]);
});

Deno.test("a BMP that is cut, compressed, or outside its palette is refused", async () => {
  const bmp = handBmp(2, 2, 24, [[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]]);
  const refused: [Uint8Array, string][] = [
    [bmp.subarray(0, 60), "it has 60 bytes where 70 are needed"],
    [bmp.subarray(0, 40), "it ends within its header"],
    [handBmp(2, 1, 8, [[2, 1, 0, 1]], grays(0, 1), 1), "found a BMP that is compressed"],
    [handBmp(2, 1, 8, [[0, 7]], grays(0, 1)), "a pixel's number is not in its palette"],
    [handBmp(0, 1, 24, []), "its size is 0 x 1"],
  ];
  for (const [bytes, message] of refused) {
    await assertRejects(() => decodeImage(bytes, "a.bmp"), InputError, message);
  }
});
