import { assertEquals, assertRejects } from "@std/assert";
import {
  type Card,
  createImage,
  type Image,
  InputError,
  measureNuclei,
  type Model,
  predictNuclei,
  readLabels,
  seededRandom,
  segmentFile,
  type TileNuclei,
  useEngine,
  writePng,
} from "#karyon";
import { brightnessModel } from "../../support/tiny_model.ts";
import { withFolder } from "../../support/temporary.ts";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name);

/** Says "nucleus" where a pixel is brighter than the middle of the range in use. */
function nativeModel(): Model {
  const model = brightnessModel();
  const input = { size: 8, normalization: "stretch", fit: "native" } as const;
  return { ...model, card: { ...model.card, input } as Card };
}

/**
 * Dim discs on a dark ground, up to 20 pixels wide, none of which touch: some at
 * every seam of tiles of 32.
 */
function drawDiscs(width: number, height: number, depth: Image["depth"]): Image {
  const image = createImage(width, height, 3, depth);
  const random = seededRandom(7);
  const unit = 2 ** (depth - 8);
  image.data.fill(4 * unit);
  for (let top = 0; top + 22 < height; top += 22) {
    for (let left = 0; left + 22 < width; left += 22) {
      const radius = 1 + 9 * random();
      const light = Math.round((80 + 30 * random()) * unit);
      for (let y = 0; y < 21; y++) {
        for (let x = 0; x < 21; x++) {
          if (Math.hypot(x - 10, y - 10) > radius) continue;
          image.data.fill(
            light,
            3 * ((top + y) * width + left + x),
            3 * ((top + y) * width + left + x) + 3,
          );
        }
      }
    }
  }
  return image;
}

/** The number in `to` that stands where each number of `from` does. */
function matchLabels(from: Int32Array, to: Int32Array): Map<number, number> {
  const partners = new Map<number, number>();
  let differing = 0;
  from.forEach((label, at) => {
    const other = to[at]!;
    if ((label === 0) !== (other === 0)) differing++;
    else if (label > 0 && partners.getOrInsert(label, other) !== other) differing++;
  });
  assertEquals(differing, 0);
  assertEquals(new Set(partners.values()).size, partners.size);
  return partners;
}

Deno.test("segmentFile() finds the nuclei of the whole image, each once, and measures them", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    const model = nativeModel();
    for (const depth of [8, 16] as const) {
      const path = `${folder}/${depth}.png`, labels = `${folder}/${depth}.tif`;
      const image = drawDiscs(150, 101, depth);
      await writePng(path, image);
      const whole = await predictNuclei(model, image);
      const tiles: TileNuclei[] = [];
      const told: string[] = [];
      const found = await segmentFile(model, path, {
        tile: 32,
        margin: 24,
        most: 0,
        folder,
        labels,
        labelBits: depth === 8 ? 16 : 32,
        pixelSize: 0.5,
        onNuclei: (nuclei) => void tiles.push(nuclei),
        onProgress: (done, total, note) =>
          void told.push(`${done}/${total}${note ?? ""}`),
      });
      assertEquals(found, { width: 150, height: 101, channels: 3, count: whole.count });
      assertEquals(whole.count > 20, true);
      assertEquals([told[0], told[1], told.at(-1)], [
        "0/20measuring brightness",
        "1/20",
        "20/20",
      ]);
      const written = await readLabels(labels);
      const partners = matchLabels(written.labels, whole.labels);
      // Nothing depends on whether it is written.
      const silent = await segmentFile(model, path, { tile: 32, margin: 24 });
      assertEquals(silent, found);
      // What the tiles told is what was written.
      const drawn = new Int32Array(150 * 101);
      for (const tile of tiles) {
        tile.labels.forEach((label, i) => {
          if (label === 0) return;
          const x = tile.left + i % tile.width, y = tile.top + Math.floor(i / tile.width);
          drawn[y * 150 + x] = label;
        });
      }
      assertEquals(drawn, written.labels);
      const rows = tiles.flatMap((tile) => tile.rows);
      assertEquals(rows.map(({ label }) => label), rows.map((_, i) => i + 1));
      const expected = measureNuclei(whole.labels, image, { pixelSize: 0.5 });
      const sorted = rows.map((row) => ({ ...row, label: partners.get(row.label)! }))
        .sort((a, b) => a.label - b.label);
      const round = (value: unknown) =>
        typeof value === "number" ? value.toPrecision(9) : value;
      sorted.forEach((row, i) => {
        const plain = Object.entries(expected[i]!).map((
          [key, value],
        ) => [key, round(value)]);
        assertEquals(
          Object.fromEntries(plain),
          Object.fromEntries(
            Object.entries(row).map(([key, value]) => [key, round(value)]),
          ),
        );
      });
    }
    // Nothing unpacked is left behind.
    assertEquals(names(folder).sort(), ["16.png", "16.tif", "8.png", "8.tif"]);
    model.dispose();
  }));

Deno.test("segmentFile() stops where it is told to, and leaves nothing", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    const model = nativeModel();
    const path = `${folder}/a.png`;
    await writePng(path, drawDiscs(70, 60, 8));
    const controller = new AbortController();
    let tiles = 0;
    const options = { tile: 32, margin: 16, most: 0, folder, labels: `${folder}/a.tif` };
    const onNuclei = () => {
      tiles++;
      controller.abort(new Error("enough"));
    };
    const signal = controller.signal;
    await assertRejects(
      () => segmentFile(model, path, { ...options, onNuclei, signal }),
      Error,
      "enough",
    );
    const refuse = () => Promise.reject(new RangeError("no room"));
    await assertRejects(
      () => segmentFile(model, path, { ...options, onNuclei: refuse }),
      RangeError,
      "no room",
    );
    model.dispose();
    assertEquals([tiles, names(folder)], [1, ["a.png"]]);
  }));

Deno.test("segmentFile() refuses what it cannot do", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    const model = nativeModel(), square = brightnessModel();
    const path = `${folder}/a.png`;
    await writePng(path, createImage(4, 4, 1));
    const refused = [
      [() => segmentFile(square, path), "tiny: Expected a model with input.fit native"],
      [
        () => segmentFile(model, path, { tile: 0 }),
        "tile to be an integer of at least 1",
      ],
      [() => segmentFile(model, path, { margin: 0.5 }), "margin to be an integer"],
      [() => segmentFile(model, `${folder}/b.png`), `${folder}/b.png: Expected an image`],
    ] as const;
    for (const [segment, words] of refused) {
      await assertRejects(segment, InputError, words);
    }
    const { count } = await segmentFile(model, path);
    model.dispose();
    square.dispose();
    assertEquals(count, 0);
  }));
