import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import sharp from "sharp";
import {
  createImage,
  type Image,
  InputError,
  openRegions,
  readImage,
  seededRandom,
  writePng,
} from "#karyon";
import { bytesOf, handTiff } from "./hand_tiff.ts";
import { withFolder } from "../support/temporary.ts";

/** Noise in all channels, alpha among them. */
function noise(channels: Image["channels"], depth: Image["depth"]): Image {
  const image = createImage(61, 47, channels, depth);
  const random = seededRandom(channels + depth);
  for (let i = 0; i < image.data.length; i++) {
    image.data[i] = Math.floor(2 ** depth * random());
  }
  return image;
}

const open = ({ data, width, height, channels }: Image) =>
  sharp(data, { raw: { width, height, channels } });

/** One file of each kind. */
async function writeFiles(folder: string): Promise<string[]> {
  for (const depth of [8, 16] as const) {
    for (const channels of [1, 2, 3, 4] as const) {
      await writePng(`${folder}/${channels}-${depth}.png`, noise(channels, depth));
    }
    const space = depth === 16 ? "rgb16" : "srgb";
    const tiled = { tile: true, tileWidth: 16, tileHeight: 16 };
    await open(noise(3, depth)).toColourspace(space).tiff({
      compression: "deflate",
      ...tiled,
    })
      .toFile(`${folder}/tiles-${depth}.tif`);
  }
  await open(noise(1, 16)).toColourspace("grey16").tiff({ compression: "lzw" })
    .toFile(`${folder}/strips.tif`);
  await open(noise(1, 8)).toColourspace("b-w").jpeg().toFile(`${folder}/gray.jpg`);
  await open(noise(3, 8)).jpeg().withMetadata({ orientation: 6 }).toFile(
    `${folder}/turned.jpg`,
  );
  await open(noise(3, 8)).png({ palette: true, colours: 16 }).toFile(
    `${folder}/palette.png`,
  );
  await open(noise(4, 8)).webp({ lossless: true }).toFile(`${folder}/a.webp`);
  await open(noise(1, 8)).toColourspace("b-w").png({ progressive: true }).toFile(
    `${folder}/interlaced.png`,
  );
  const data = [Uint8Array.from({ length: 12 }, (_, i) => 20 * i)];
  const pages = handTiff({ width: 4, height: 3, pages: 2, data });
  await Deno.writeFile(`${folder}/pages.tif`, pages);
  return [...Deno.readDirSync(folder)].map(({ name }) => `${folder}/${name}`).sort();
}

Deno.test("openRegions() gives what readImage() gives at the same place, of all kinds", () =>
  withFolder(async (folder) => {
    const random = seededRandom(1);
    const below = (most: number) => Math.floor(random() * most);
    for (const path of await writeFiles(folder)) {
      const image = await readImage(path);
      const channels = image.channels < 3 ? 1 : 3;
      // Unpacked to a file, and kept in memory.
      for (const most of [0, 1e6]) {
        const regions = await openRegions(path, { most });
        const { width, height, depth } = regions;
        assertEquals(
          [width, height, depth, regions.channels],
          [image.width, image.height, image.depth, channels],
          path,
        );
        for (let n = 0; n < 6; n++) {
          const left = below(width), top = below(height);
          const region = {
            left,
            top,
            width: 1 + below(width - left),
            height: 1 + below(height - top),
          };
          const part = regions.read(region);
          const expected = part.data.map((_, i) => {
            const pixel = Math.floor(i / channels);
            const x = left + pixel % region.width;
            const y = top + Math.floor(pixel / region.width);
            return image.data[(y * width + x) * image.channels + i % channels]!;
          });
          assertEquals(part.data, expected, `${path} ${JSON.stringify(region)}`);
          assertEquals([part.channels, part.depth, part.alpha], [channels, depth, false]);
        }
        await regions.close();
      }
    }
  }));

Deno.test("openRegions() unpacks large pictures alone, and leaves nothing there", () =>
  withFolder(async (folder) => {
    const path = `${folder}/a.png`, nowhere = `${folder}/nowhere`;
    await writePng(path, noise(3, 8));
    const regions = await openRegions(path, { most: 100, folder });
    await regions.close();
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["a.png"]);
    const error = await assertRejects(
      () => openRegions(path, { most: 100, folder: nowhere }),
      InputError,
      "Expected a folder to unpack a large picture in",
    );
    assertEquals(error.path, nowhere);
    const small = await openRegions(path, { most: 61 * 47, folder: nowhere });
    await small.close();
  }));

Deno.test("openRegions() reads what cannot be unpacked in passing as a whole", () =>
  withFolder(async (folder) => {
    const path = `${folder}/float.tif`;
    const values = Array.from({ length: 12 }, (_, i) => i / 11);
    const data = [bytesOf(values, "setFloat32")];
    await Deno.writeFile(
      path,
      handTiff({ width: 4, height: 3, bits: 32, format: 3, data }),
    );
    const image = await readImage(path);
    const regions = await openRegions(path, { most: 0 });
    const whole = regions.read({ left: 0, top: 0, width: 4, height: 3 });
    assertEquals([whole.data, regions.depth], [image.data, image.depth]);
    await regions.close();
  }));

Deno.test("a file that cannot be read is refused by its name, and leaves nothing", () =>
  withFolder(async (folder) => {
    const whole = `${folder}/whole.png`, place = `${folder}/place`;
    await Deno.mkdir(place);
    await writePng(whole, noise(3, 16));
    const bytes = await Deno.readFile(whole);
    await Deno.writeFile(`${folder}/cut.png`, bytes.subarray(0, bytes.length / 2));
    await open(noise(1, 8)).toColourspace("b-w").tiff({ compression: "lzw" })
      .toFile(`${folder}/whole.tif`);
    const tiff = await Deno.readFile(`${folder}/whole.tif`);
    // The directory of libtiff stands at the end: it stays, the pixels are lost.
    tiff.fill(0xff, 8, tiff.length / 2);
    await Deno.writeFile(`${folder}/broken.tif`, tiff);
    await Deno.writeTextFile(`${folder}/text.png`, "no picture");
    const words: Record<string, string> = {
      "cut.png": "damaged or ends early",
      "broken.tif": "damaged or ends early",
      "text.png": 'text that begins with "no picture"',
      "none.png": "found no file",
      ".": "found a folder",
    };
    for (const [name, word] of Object.entries(words)) {
      const path = `${folder}/${name}`;
      const error = await assertRejects(
        () => openRegions(path, { most: 0, folder: place }),
        InputError,
        word,
      );
      assertEquals(error.path, path);
    }
    assertEquals([...Deno.readDirSync(place)], []);
  }));

Deno.test("a region beyond the image is refused", () =>
  withFolder(async (folder) => {
    await writePng(`${folder}/a.png`, createImage(5, 4, 1));
    for (const most of [0, 100]) {
      const regions = await openRegions(`${folder}/a.png`, { most });
      for (
        const [left, top, width, height] of [[0, 0, 6, 1], [0, -1, 1, 1], [0, 0, 0, 1], [
          0.5,
          0,
          1,
          1,
        ]] as const
      ) {
        const read = () => regions.read({ left, top, width, height });
        assertThrows(read, RangeError, "Expected a region inside 5 x 4 but found");
      }
      await regions.close();
    }
  }));
