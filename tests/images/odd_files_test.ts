import {
  assert,
  assertEquals,
  assertGreater,
  assertMatch,
  assertRejects,
} from "@std/assert";
import { join } from "node:path";
import fc from "fast-check";
import { decodeImage, type Image, InputError, readImages, readMask } from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { changedFiles } from "./odd/changed.ts";
import { makeOddFiles, type OddFile } from "./odd_files.ts";

function assertHolds(image: Image, { holds, name }: OddFile): void {
  assert(holds, name);
  const { data, tolerance = 0 } = holds;
  assertEquals(
    [image.width, image.height, image.channels, image.depth, image.data.length],
    [holds.width, holds.height, holds.channels, holds.depth, data.length],
    name,
  );
  image.data.forEach((value, i) =>
    assert(Math.abs(value - data[i]!) <= tolerance, `${name}: ${value} at ${i}`)
  );
}

Deno.test("readImages() goes through a folder of odd files: every bad one has its own message, every good one its pixels", async () => {
  await withFolder(async (folder) => {
    const files = await makeOddFiles(folder);
    const bad = files.filter(({ expected }) => expected !== "good");
    const good = files.filter(({ expected }) => expected === "good");
    assertGreater(bad.length, 45);
    assertGreater(good.length, 15);

    const reading = readImages(files.map(({ name }) => join(folder, name)));
    const loaded: string[] = [];
    for await (const { path, image, report } of reading) {
      const file = files.find(({ name }) => join(folder, name) === path)!;
      assertEquals(file.expected, "good", path);
      assertHolds(image, file);
      assertEquals(report.conversions, file.holds?.conversions ?? [], file.name);
      assertEquals(report.warnings, file.holds?.warnings ?? [], file.name);
      loaded.push(file.name);
    }
    assertEquals(loaded, good.map(({ name }) => name));

    assertEquals(
      reading.failed.map(({ path }) => path),
      bad.map(({ name }) => join(folder, name)),
    );
    const messages = reading.failed.map(({ path, error }) => {
      assert(error instanceof InputError);
      assertEquals(error.path, path);
      assert(error.message.startsWith(`${path}: `), error.message);
      return error.message.slice(path.length + 2);
    });
    messages.forEach((message, i) => {
      const { expected, name } = bad[i]!;
      assertMatch(message, expected as RegExp, name);
      assert(!message.includes("\n") && message.length < 200, name);
    });
    assertEquals(new Set(messages).size, bad.length, "messages that are alike");

    assertEquals(reading.files().length, files.length);
    const counts = reading.summary().filter(({ what }) => what === "files");
    assertEquals(counts.map(({ value, files }) => [value, files]), [
      ["read", good.length],
      ["converted", good.filter(({ holds }) => holds?.conversions).length],
      ["with a warning", good.filter(({ holds }) => holds?.warnings).length],
      ["failed", bad.length],
    ]);
  });
});

Deno.test("readMask() refuses the bad files with the same messages, and JPEG besides", async () => {
  await withFolder(async (folder) => {
    for (const { name, expected, asMask } of await makeOddFiles(folder)) {
      const message = asMask ?? expected;
      // What compression alters is refused before it is looked at.
      if (message === "good" || (name.endsWith(".jpg") && !asMask)) continue;
      const error = await assertRejects(() => readMask(join(folder, name)), InputError);
      assertMatch(error.message.replace(`${join(folder, name)}: `, ""), message, name);
    }
  });
});

Deno.test("decodeImage() gives an image or an InputError, whatever becomes of a file's bytes", async () => {
  await fc.assert(
    fc.asyncProperty(await changedFiles(), async (bytes) => {
      try {
        const { data, width, height, channels } = await decodeImage(bytes, "a.png", {
          maxPixels: 1e6,
        });
        assertEquals(data.length, width * height * channels);
      } catch (error) {
        assert(error instanceof InputError, String(error));
      }
    }),
    { numRuns: 300 },
  );
});
