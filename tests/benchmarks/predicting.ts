import { fileURLToPath } from "node:url";
import {
  createImage,
  drawSyntheticSample,
  encodeCsv,
  type Image,
  loadModel,
  measureNuclei,
  nucleusColumns,
  predictMaps,
  readImage,
  splitNuclei,
  splittingOf,
  toFloat,
  toRgb,
  useEngine,
  writePng,
} from "#karyon";
import { messageOf } from "../../src/base/mod.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { median, speedRatio } from "./statistics.ts";

/** How long it takes from files to tables of nuclei. */
export interface Predicting {
  readonly machine: Machine;
  readonly model: string;
  /** The engine in words. */
  readonly engine: string;
  /** The command on one drawn image, its start-up included, masks and pictures too. */
  readonly one: {
    readonly side: number;
    readonly nuclei: number;
    readonly seconds: number;
  };
  /** The command on many drawn images of the kinds and sizes of the contest. */
  readonly many: {
    readonly images: number;
    readonly megapixels: number;
    readonly nuclei: number;
    readonly seconds: number;
  };
  /** One image in parts from its file, as `large.ts` does it; null where left out. */
  readonly large: LargeRun | null;
  /** From the mask of the one image to its table, beside scikit-image. */
  readonly after: {
    readonly seconds: number;
    readonly nuclei: number;
    readonly peer: string | null;
    readonly peer_seconds: number | null;
    readonly peer_nuclei: number | null;
    /** scikit-image's seconds divided by ours: above 1 is faster. */
    readonly ratio_to_scikit_image: number | null;
  };
}

interface LargeRun {
  readonly width: number;
  readonly height: number;
  readonly nuclei: number;
  readonly seconds: number;
  readonly peak_megabytes: number | null;
}

/** What to time. */
export interface PredictingOptions {
  readonly model: string;
  readonly python: string;
  readonly threads: number;
  /** Of the many. */
  readonly images: number;
  /** Of the large one, along each side; 0 leaves it out. */
  readonly large: number;
  readonly onProgress: (line: string) => void;
}

const SIDE = 1024, RUNS = 5;

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

async function runForJson<T>(program: string, args: readonly string[]): Promise<T> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args: [...args] })
    .output();
  const words = new TextDecoder();
  if (success) return JSON.parse(words.decode(stdout)) as T;
  throw new Error(words.decode(stderr).trim().split("\n").slice(-3).join(" "));
}

const karyon = (...args: string[]) => [
  "run",
  ...["read", "write", "env", "sys", "ffi"].map((name) => `--allow-${name}`),
  pathOf("../../src/cli/main.ts"),
  ...args,
];

/** Repeats a drawn image until it fills a square. */
function repeatImage({ data, width, height, channels }: Image, side: number): Image {
  const large = createImage(side, side, channels);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = ((y % height) * width + x % width) * channels;
      for (let c = 0; c < channels; c++) {
        large.data[(y * side + x) * channels + c] = data[from + c]!;
      }
    }
  }
  return large;
}

/** The command on a folder or a file: how many nuclei, and how long in all. */
async function timeCommand(input: string, out: string, options: PredictingOptions) {
  const start = performance.now();
  const { nuclei } = await runForJson<{ nuclei: number }>(
    Deno.execPath(),
    karyon("predict", input, "--out", out, "--model", options.model, "--json"),
  );
  return { nuclei, seconds: (performance.now() - start) / 1000 };
}

/** From maps to a table, in this process and in Python. */
async function timeAfter(
  folder: string,
  image: Image,
  { model: name, python, onProgress }: PredictingOptions,
): Promise<Predicting["after"]> {
  const model = await loadModel(name);
  const maps = await predictMaps(model, image);
  const settings = { ...splittingOf(model.card), method: "distance" as const };
  model.dispose();
  const once = () => {
    const start = performance.now();
    const { labels, mask, count } = splitNuclei(maps, settings);
    encodeCsv(measureNuclei(labels, image), nucleusColumns(image));
    return { seconds: (performance.now() - start) / 1000, mask, nuclei: count };
  };
  const { mask, nuclei } = once();
  const seconds = median(Array.from({ length: RUNS }, () => once().seconds));
  const gray = toFloat(toRgb(image)).filter((_, i) => i % 3 === 0);
  await Deno.writeFile(`${folder}/mask`, mask);
  await Deno.writeFile(`${folder}/image`, Uint8Array.from(gray, (value) => value * 255));
  const { width, height } = image;
  const job = {
    mask: `${folder}/mask`,
    image: `${folder}/image`,
    width,
    height,
    runs: RUNS,
  };
  const peer = await runForJson<{ seconds: number; nuclei: number; words: string }>(
    python,
    [pathOf("peers/scikit_nuclei.py"), JSON.stringify(job)],
  ).catch((error) => {
    onProgress(`scikit-image takes no part: ${messageOf(error)}`);
    return undefined;
  });
  return {
    seconds,
    nuclei,
    peer: peer?.words ?? null,
    peer_seconds: peer?.seconds ?? null,
    peer_nuclei: peer?.nuclei ?? null,
    ratio_to_scikit_image: speedRatio(seconds, peer?.seconds),
  };
}

/**
 * Times the way from files to tables of nuclei: one image, many, one too large for
 * memory, and what comes after the network beside scikit-image.
 */
export async function timePredicting(options: PredictingOptions): Promise<Predicting> {
  const { model, images, large, threads, onProgress } = options;
  const machine = describeMachine(threads);
  const engine = await useEngine();
  const folder = await Deno.makeTempDir({ prefix: "karyon-bench-" });
  try {
    const path = `${folder}/one.png`;
    await writePng(path, repeatImage(drawSyntheticSample(1, 0).image, SIDE));
    const one = await timeCommand(path, `${folder}/one`, options);
    onProgress(`${SIDE} x ${SIDE}: ${one.seconds.toFixed(1)} s, ${one.nuclei} nuclei`);
    const after = await timeAfter(folder, await readImage(path), options);
    onProgress(
      `after the network: ${after.seconds} s, scikit-image ${after.peer_seconds} s`,
    );
    await Deno.mkdir(`${folder}/many`);
    let pixels = 0;
    for (let i = 0; i < images; i++) {
      const { image } = drawSyntheticSample(1, i);
      pixels += image.width * image.height;
      await writePng(`${folder}/many/${String(i).padStart(5, "0")}.png`, image);
    }
    const many = await timeCommand(`${folder}/many`, `${folder}/out`, options);
    onProgress(`${images} images: ${many.seconds.toFixed(1)} s, ${many.nuclei} nuclei`);
    const run = large === 0 ? null : await runForJson<LargeRun>(Deno.execPath(), [
      "run",
      "-A",
      pathOf("large.ts"),
      ...["--size", `${large}`, "--model", model],
    ]);
    return {
      machine,
      model,
      engine: engine.words,
      one: { side: SIDE, ...one },
      many: { images, megapixels: pixels / 1e6, ...many },
      large: run,
      after,
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
