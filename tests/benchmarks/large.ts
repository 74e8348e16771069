/**
 * Segments one very large image from its file, tile by tile, and says how long it
 * took and how much memory at most: `deno run -A tests/benchmarks/large.ts`. The image
 * is a drawn one, repeated; its file, the unpacked pixels and the labels
 * lie in a temporary folder meanwhile.
 *
 * @module
 */
import { Command } from "commander";
import sharp from "sharp";
import {
  drawSyntheticSample,
  loadModel,
  measureIntensityRange,
  segmentFile,
  useEngine,
} from "#karyon";

/** Writes the image in passing, so that it counts nothing towards the memory. */
async function writeLarge(path: string, size: number): Promise<void> {
  const { image } = drawSyntheticSample(1, 0);
  const { data, channels, width, height } = image;
  const { white } = measureIntensityRange(image);
  const gray = Uint8Array.from(
    { length: width * height },
    (_, i) => Math.min(255, data[i * channels]! * 200 / white),
  );
  await sharp(gray, { raw: { width, height, channels: 1 } })
    .extend({
      right: Math.max(0, size - width),
      bottom: Math.max(0, size - height),
      extendWith: "repeat",
    })
    .toColourspace("b-w")
    .png({ compressionLevel: 1 })
    .toFile(path);
}

/** The most memory that this process has held so far, where the system tells. */
async function peakMegabytes(): Promise<number | undefined> {
  const status = await Deno.readTextFile("/proc/self/status").catch(() => "");
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}

const { size, model: name, engine, tile, augment } = new Command()
  .option("--size <pixels>", "along each side", Number, 20000)
  .option("--model <name>", "a model that takes images at their own size", "karyon-small")
  .option("--engine <name>", "where it is computed; default the best")
  .option("--tile <pixels>", "along each side of a tile", Number, 1024)
  .option("--augment", "average over eight flips and turns", false)
  .parse(Deno.args, { from: "user" })
  .opts<{
    size: number;
    model: string;
    engine?: string;
    tile: number;
    augment: boolean;
  }>();

const folder = await Deno.makeTempDir({ prefix: "karyon-large-" });
try {
  const path = `${folder}/large.png`;
  await writeLarge(path, size);
  const { name: used } = await useEngine(engine);
  const model = await loadModel(name);
  const start = performance.now();
  const { width, height, count } = await segmentFile(model, path, {
    folder,
    tile,
    augment,
    labels: `${folder}/labels.tif`,
    onProgress: async (done, total, note) => {
      const seconds = Math.round((performance.now() - start) / 1000);
      const words = note ?? `${await peakMegabytes()} MB at most so far`;
      console.error(`${done} of ${total} tiles, ${seconds} s, ${words}`);
    },
  });
  const seconds = (performance.now() - start) / 1000;
  const megabytes = async (file: string) =>
    Math.round((await Deno.stat(file)).size / 2 ** 20);
  console.log(JSON.stringify({
    model: name,
    engine: used,
    width,
    height,
    nuclei: count,
    seconds: Math.round(seconds),
    seconds_per_megapixel: Number((seconds / (width * height / 1e6)).toFixed(2)),
    peak_megabytes: await peakMegabytes(),
    file_megabytes: await megabytes(path),
    labels_megabytes: await megabytes(`${folder}/labels.tif`),
  }));
  model.dispose();
} finally {
  await Deno.remove(folder, { recursive: true });
}
