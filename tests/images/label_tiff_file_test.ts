import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { InputError, openLabelTiff, readImageFile, readLabels } from "#karyon";
import { withFolder } from "../support/temporary.ts";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name);

Deno.test("a label TIFF holds what was written, whichever rows came at a time", () =>
  withFolder(async (folder) => {
    const images = fc.record({
      width: fc.integer({ min: 1, max: 40 }),
      rows: fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 5 }),
      bits: fc.constantFrom(16 as const, 32 as const),
      last: fc.integer({ min: 1, max: 65535 }),
    }).filter(({ rows }) => rows.some((count) => count > 0));
    let n = 0;
    await fc.assert(
      fc.asyncProperty(images, async ({ width, rows, bits, last }) => {
        const path = `${folder}/${n++}.tif`;
        const height = rows.reduce((sum, count) => sum + count, 0);
        const all = Int32Array.from({ length: width * height }, (_, i) => i % (last + 1));
        const file = await openLabelTiff(path, width, height, bits);
        let at = 0;
        for (const count of rows) {
          await file.write(all.slice(at * width, (at + count) * width));
          at += count;
        }
        await file.close();
        const read = await readLabels(path);
        assertEquals([read.width, read.height], [width, height]);
        assertEquals(read.labels, all);
      }),
      { numRuns: 20, seed: 1 },
    );
  }));

Deno.test("a label TIFF of many strips is read back", () =>
  withFolder(async (folder) => {
    // 2^18 values a strip: 4 strips, the last a short one.
    const width = 1000, height = 1000;
    const labels = Int32Array.from({ length: 1e6 }, (_, i) => Math.floor(i / 20));
    const file = await openLabelTiff(`${folder}/a.tif`, width, height);
    await file.write(labels);
    await file.close();
    const read = await readLabels(`${folder}/a.tif`);
    assertEquals(read.labels.every((label, i) => label === labels[i]), true);
    const { report } = await readImageFile(`${folder}/a.tif`);
    assertEquals(report.conversions, ["32-bit integers to 16 bits: every value is kept"]);
    assertEquals(names(folder), ["a.tif"]);
  }));

Deno.test("a label TIFF that is given up leaves nothing", () =>
  withFolder(async (folder) => {
    const file = await openLabelTiff(`${folder}/deep/a.tif`, 2, 2);
    await file.write(Int32Array.of(1, 2));
    await assertRejects(() => file.close(), RangeError, "Expected 2 rows but found 1");
    await assertRejects(
      () => file.write(Int32Array.of(1, 2, 3)),
      RangeError,
      "at most 1 rows of 2 labels but found 3 labels",
    );
    assertEquals(names(`${folder}/deep`).length, 1);
    await file.discard();
    assertEquals(names(`${folder}/deep`), []);
  }));

Deno.test("a label that the file's bits do not hold is refused", () =>
  withFolder(async (folder) => {
    for (const [label, bits] of [[65536, 16], [-1, 32]] as const) {
      const file = await openLabelTiff(`${folder}/a.tif`, 1, 1, bits);
      const { path } = await assertRejects(
        () => file.write(Int32Array.of(label)),
        InputError,
        `as ${bits} bits hold, but found ${label}`,
      );
      assertEquals(path, `${folder}/a.tif`);
      await file.discard();
    }
  }));
