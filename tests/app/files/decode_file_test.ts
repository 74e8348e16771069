import { assertEquals, assertRejects } from "@std/assert";
import { createImage, encodePng, UnreadableImage } from "#karyon";
import { decodeFile } from "../../../src/app/files/mod.ts";
import { MAX_SIDE } from "../../../src/app/segmenter.ts";
import { bytesOf, handTiff } from "../../images/hand_tiff.ts";
import { latin1 } from "../../images/odd/odd_file.ts";

const blobOf = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);

const refused = (bytes: Uint8Array, name: string) =>
  assertRejects(() => decodeFile(blobOf(bytes), name), UnreadableImage);

Deno.test("decodeFile() keeps channels and depth, whatever the file is called", async () => {
  const gray = createImage(5, 4, 1, 16);
  gray.data[7] = 40_000;
  const { image, warnings } = await decodeFile(blobOf(await encodePng(gray)), "a.jpg");
  assertEquals([image, warnings], [gray, []]);
});

Deno.test("decodeFile() reads the first page of a TIFF and says so", async () => {
  const data = [bytesOf([7, 60_000], "setUint16")];
  const tiff = handTiff({ width: 2, bits: 16, data, pages: 3 });
  const { image, warnings } = await decodeFile(blobOf(tiff), "stack.tif");
  assertEquals([...image.data], [7, 60_000]);
  assertEquals(warnings, ["Only the first of 3 pages was read; 2 were left out."]);
});

Deno.test("decodeFile() tells apart what is no image, too large, damaged or of an odd kind", async () => {
  const png = await encodePng(createImage(3, 3, 3));
  const wide = handTiff({ width: MAX_SIDE + 1, bits: 1, data: [new Uint8Array(2049)] });
  const many = handTiff({ width: 8000, height: 8000, data: [new Uint8Array(1)] });
  const cases: [string, Uint8Array, string, string][] = [
    ["paper.tif", latin1("%PDF-1.7\n"), "not-an-image", "a PDF document"],
    ["cells.czi", latin1("ZISRAWFILE\0\0"), "not-an-image", "a Zeiss CZI file"],
    ["empty.png", new Uint8Array(), "not-an-image", "an empty file (0 bytes)"],
    ["wide.tif", wide, "too-large", "a side of more than 16,384 pixels"],
    ["many.tif", many, "too-large", "64,000,000 pixels, more than the 33,554,432"],
    ["cut.png", png.subarray(0, png.length - 9), "corrupt", "its end is missing"],
    [
      "five.tif",
      handTiff({ channels: 5, data: [new Uint8Array(5)] }),
      "unsupported",
      "5 channels",
    ],
  ];
  for (const [name, bytes, code, words] of cases) {
    const error = await refused(bytes, name);
    assertEquals(error.code, code, name);
    assertEquals(
      error.message.startsWith(`${name}: Expected a PNG`),
      true,
      error.message,
    );
    assertEquals(error.message.includes(words), true, error.message);
  }
});

Deno.test("decodeFile() says so where a file cannot be read", async () => {
  const gone = new Blob(["x"]);
  gone.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
  const error = await assertRejects(() => decodeFile(gone, "a.png"), UnreadableImage);
  assertEquals(error.code, "not-an-image");
  assertEquals(error.message.includes("it may be a folder, or moved since (gone)"), true);
});

Deno.test("decodeFile() does not read a file of more bytes than the largest picture has", async () => {
  const huge = (head: Uint8Array) =>
    Object.assign(blobOf(head), { arrayBuffer: () => Promise.reject(new Error("read")) });
  const sized = (head: Uint8Array) =>
    Object.defineProperty(huge(head), "size", { value: 5e9 });
  const tiff = handTiff({ data: [new Uint8Array(1)] });
  const image = await assertRejects(
    () => decodeFile(sized(tiff), "a.tif"),
    UnreadableImage,
  );
  assertEquals([image.code, image.message.includes("one of 5,000 MB")], [
    "too-large",
    true,
  ]);
  const film = latin1("\0\0\0\x18ftypmp42\0\0\0\0");
  const other = await assertRejects(
    () => decodeFile(sized(film), "a.tif"),
    UnreadableImage,
  );
  assertEquals(other.code, "not-an-image");
});
