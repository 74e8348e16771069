import { Buffer } from "node:buffer";
import { assertEquals } from "@std/assert";
// @ts-types="@types/yauzl"
import yauzl from "yauzl";
import { encodeImageJRois, findOutlines, type NucleusOutline } from "#karyon";
import { areaOf, type Labels, labelsFrom } from "./shapes.ts";
import { readImageJRoi } from "./read_imagej_roi.ts";

/** The zip's files by name. */
async function unzip(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const zip = await yauzl.fromBufferPromise(Buffer.from(bytes));
  for await (const entry of zip.eachEntry()) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      chunks.push(chunk as Uint8Array);
    }
    files.set(entry.fileName, new Uint8Array(Buffer.concat(chunks)));
  }
  return files;
}

async function read(outlines: readonly NucleusOutline[]) {
  const files = await unzip(encodeImageJRois(outlines));
  return [...files].map(([file, bytes]) => ({ file, ...readImageJRoi(bytes) }));
}

const outlinesOf = ({ labels, width, height }: Labels) =>
  findOutlines(labels, width, height);

Deno.test("encodeImageJRois() gives each nucleus a traced ROI, named by its label", async () => {
  const rois = await read(outlinesOf(labelsFrom("..2", "11.", ".1.")));
  assertEquals(rois, [{
    file: "0001.roi",
    name: "0001",
    type: "traced",
    bounds: [0, 1, 2, 3],
    rings: [[[0, 1], [2, 1], [2, 3], [1, 3], [1, 2], [0, 2]]],
  }, {
    file: "0002.roi",
    name: "0002",
    type: "traced",
    bounds: [2, 0, 3, 1],
    rings: [[[2, 0], [3, 0], [3, 1], [2, 1]]],
  }]);
});

Deno.test("encodeImageJRois() writes a header and coordinates byte by byte as ImageJ reads them", async () => {
  const files = await unzip(encodeImageJRois(outlinesOf(labelsFrom("...", "..1"))));
  const bytes = files.get("0001.roi")!;
  assertEquals(bytes.length, 64 + 4 * 4 + 64 + 2 * 4);
  const hex = (from: number, to: number) =>
    [...bytes.subarray(from, to)].map((byte) => byte.toString(16).padStart(2, "0")).join(
      " ",
    );
  // Iout, version 227, traced, top 1, left 2, bottom 2, right 3, four corners.
  assertEquals(
    hex(0, 18),
    "49 6f 75 74 00 e3 08 00 00 01 00 02 00 02 00 03 00 04",
  );
  assertEquals(hex(60, 64), "00 00 00 50");
  assertEquals(hex(64, 80), "00 00 00 01 00 01 00 00 00 00 00 00 00 01 00 01");
});

Deno.test("encodeImageJRois() writes holes and pieces as a composite", async () => {
  const outlines = outlinesOf(labelsFrom("111.2", "1.1..", "111.2"));
  const rois = await read(outlines);
  assertEquals(rois.map(({ type }) => type), ["composite", "composite"]);
  assertEquals(
    rois.map(({ rings }) => rings),
    outlines.map(({ polygons }) => polygons.flat()),
  );
  assertEquals(rois.map(({ bounds }) => bounds), [[0, 0, 3, 3], [4, 0, 5, 3]]);
});

Deno.test("encodeImageJRois() keeps positions beyond 16 bits, and outlines of very many corners", async () => {
  const square = (left: number, top: number) =>
    [[left, top], [left + 1, top], [left + 1, top + 1], [left, top + 1]] as const;
  const far = { label: 1, polygons: [[square(70000, 5)]] };
  const [roi] = await read([far]);
  assertEquals([roi!.type, roi!.rings], ["composite", [square(70000, 5)]]);
  // A comb on both sides: every tooth has four corners.
  const teeth = Array.from({ length: 16_401 }, (_, x) => x % 2 === 0 ? 1 : 0);
  const labels = Int32Array.from([...teeth, ...teeth.map(() => 1), ...teeth]);
  const [comb] = await read(outlinesOf({ labels, width: teeth.length, height: 3 }));
  assertEquals(comb!.type, "composite");
  assertEquals(comb!.rings[0]!.length, 4 * 16_400 + 4);
  assertEquals(areaOf(comb!.rings[0]!), 16_401 + 2 * 8_201);
});

Deno.test("encodeImageJRois() keeps lists in order and files equal", async () => {
  const square = [[0, 0], [1, 0], [1, 1], [0, 1]] as const;
  const outlines = [7, 12345].map((label) => ({ label, polygons: [[square]] }));
  const rois = await read(outlines);
  assertEquals(rois.map(({ file }) => file), ["00007.roi", "12345.roi"]);
  assertEquals(encodeImageJRois(outlines), encodeImageJRois(outlines));
  assertEquals((await read([])).length, 0);
});
