import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import fc from "fast-check";
import sharp from "sharp";
import { InputError } from "../../src/base/mod.ts";
import {
  readImage,
  readLabels,
  readMask,
  writeLabels,
  writeMask,
  writePng,
} from "../../src/images/mod.ts";
import { withFolder } from "../support/temporary.ts";
import { image8 } from "./samples.ts";

Deno.test("writeMask() writes 0 and 255 as gray of 8 bits", async () => {
  await withFolder(async (folder) => {
    await writeMask(
      `${folder}/deep/m.png`,
      Uint8Array.of(0, 1, 1, 0, 0, 1),
      3,
      2,
    );
    const image = await readImage(`${folder}/deep/m.png`);
    assertEquals([image.width, image.height, image.channels, image.depth], [
      3,
      2,
      1,
      8,
    ]);
    assertEquals([...image.data], [0, 255, 255, 0, 0, 255]);
    const stored = await sharp(`${folder}/deep/m.png`).metadata();
    assertEquals([stored.channels, stored.depth], [1, "uchar"]);
  });
});

Deno.test("writeLabels() writes each label as gray of 16 bits", async () => {
  await withFolder(async (folder) => {
    await writeLabels(`${folder}/l.png`, Int32Array.of(0, 256, 65535, 1), 2, 2);
    const image = await readImage(`${folder}/l.png`);
    assertEquals([image.channels, image.depth], [1, 16]);
    assertEquals([...image.data], [0, 256, 65535, 1]);
  });
});

Deno.test("readLabels() and readMask() give back what was written", async () => {
  const labels = fc.integer({ min: 1, max: 9 }).chain((width) =>
    fc.array(fc.integer({ min: 0, max: 65535 }), {
      minLength: width,
      maxLength: width,
    })
  );
  await withFolder(async (folder) => {
    await fc.assert(
      fc.asyncProperty(labels, async (values) => {
        const path = `${folder}/x.png`;
        const [width, height] = [values.length, 1];
        await writeLabels(path, Int32Array.from(values), width, height);
        assertEquals(await readLabels(path), {
          labels: Int32Array.from(values),
          width,
          height,
        });
        const mask = Uint8Array.from(values, (value) => value % 2);
        await writeMask(path, mask, width, height);
        assertEquals(await readMask(path), { mask, width, height });
      }),
      { numRuns: 50 },
    );
  });
});

Deno.test("writeLabels() rejects labels that 16 bits cannot hold, and writes nothing", async () => {
  await withFolder(async (folder) => {
    for (const label of [65536, -1]) {
      const error = await assertRejects(
        () => writeLabels(`${folder}/l.png`, Int32Array.of(0, label), 2, 1),
        InputError,
      );
      assertMatch(
        error.message,
        /l\.png: Expected labels in 0..65535, .* but found/,
      );
    }
    assertEquals([...Deno.readDirSync(folder)], []);
  });
});

Deno.test("writeMask() and writeLabels() reject an array of another size", async () => {
  await assertRejects(
    () => writeMask("/nowhere/m.png", Uint8Array.of(1), 2, 2),
    RangeError,
    "Expected mask to hold 4 values but found 1",
  );
  await assertRejects(
    () => writeLabels("/nowhere/l.png", Int32Array.of(1), 2, 2),
    RangeError,
    "Expected labels to hold 4 values but found 1",
  );
});

Deno.test("readMask() takes any colour above 0 for nucleus and does not look at alpha", async () => {
  await withFolder(async (folder) => {
    const path = `${folder}/m.png`;
    await writePng(
      path,
      image8(4, 1, 4, [0, 0, 0, 255, 1, 0, 0, 0, 0, 0, 9, 255, 0, 0, 0, 0]),
    );
    assertEquals([...(await readMask(path)).mask], [0, 1, 1, 0]);
    await writePng(path, image8(2, 1, 2, [0, 255, 1, 255]));
    assertEquals([...(await readMask(path)).mask], [0, 1]);
  });
});

Deno.test("readLabels() reads gray in RGB and rejects colours", async () => {
  await withFolder(async (folder) => {
    const path = `${folder}/l.png`;
    await writePng(path, image8(2, 1, 3, [7, 7, 7, 0, 0, 0]));
    assertEquals([...(await readLabels(path)).labels], [7, 0]);
    await writePng(path, image8(2, 1, 3, [7, 7, 7, 0, 0, 1]));
    await assertRejects(
      () => readLabels(path),
      InputError,
      "l.png: Expected a gray label image but found colours",
    );
  });
});

Deno.test("readMask() and readLabels() reject a JPEG, whose values are not exact", async () => {
  await withFolder(async (folder) => {
    await sharp(new Uint8Array(64), {
      raw: { width: 8, height: 8, channels: 1 },
    })
      .jpeg().toFile(`${folder}/m.png`);
    for (const read of [readMask, readLabels]) {
      const error = await assertRejects(
        () => read(`${folder}/m.png`),
        InputError,
      );
      assertMatch(
        error.message,
        /m\.png: Expected a .* as PNG or TIFF but found JPEG/,
      );
    }
  });
});

Deno.test("readMask() names the path of a file that is no image or not there", async () => {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/m.png`, "text");
    await assertRejects(
      () => readMask(`${folder}/m.png`),
      InputError,
      "m.png: Expected a PNG",
    );
    await assertRejects(
      () => readLabels(`${folder}/n.png`),
      InputError,
      "n.png: Expected an image",
    );
  });
});
