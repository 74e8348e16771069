/** The worker's side of the page, whatever it is told through. */
import type { NucleusMaps } from "../../segment/mod.ts";
import type * as files from "../files/mod.ts";
import type {
  Download,
  DownloadFile,
  FoundNuclei,
  Segmenter,
  SplitChoice,
} from "../segmenter.ts";
import { measureImage, type SplitImage, splitImage } from "./find_nuclei.ts";
import { ImageStore } from "./image_store.ts";
import type { ModelShelf } from "./model_shelf.ts";
import type { EngineRunner } from "./run_engine.ts";
import { type MadeBy, tellSettings } from "./tell_settings.ts";
import { TroubleError } from "./trouble.ts";

/** Files in and out. */
export type Files = Pick<
  typeof files,
  "decodeFile" | "encodeDownloads" | "toDisplayPixels" | "zipFiles"
>;

/** What a segmenter is made of. */
export interface SegmenterParts {
  readonly runner: EngineRunner;
  readonly shelf: ModelShelf;
  readonly files: Files;
}

/** What a network says, and how long it took; no time where it had said it before. */
interface Said {
  readonly maps: NucleusMaps;
  readonly milliseconds: number;
}

/** Lets a message be heard that has come meanwhile, such as one to stop. */
async function listen(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
}

/** Makes a {@linkcode Segmenter} that computes right here. */
export function createSegmenter({ runner, shelf, files }: SegmenterParts): Segmenter {
  const store = new ImageStore();
  let stopping = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  /** One network at a time: two would need twice the memory, and no less time. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  }

  async function mapsOf(
    id: string,
    model: string,
    onProgress: (done: number, total: number) => void = () => {},
  ): Promise<Said> {
    const known = store.mapsOf(id, model);
    if (known) return { maps: known, milliseconds: 0 };
    const { signal } = stopping;
    return await inTurn(async () => {
      await listen(signal);
      const { image } = store.imageOf(id);
      const start = performance.now();
      const maps = await runner.predict(model, image, { signal, onProgress });
      const milliseconds = performance.now() - start;
      await listen(signal);
      store.keepMaps(id, model, maps);
      return { maps, milliseconds };
    });
  }

  async function split(
    id: string,
    model: string,
    choice: SplitChoice,
    maps: NucleusMaps,
  ): Promise<SplitImage> {
    const nuclei = splitImage(await shelf.take(model), maps, choice);
    store.keepNuclei(id, model, choice, nuclei);
    return nuclei;
  }

  async function find(
    id: string,
    model: string,
    choice: SplitChoice,
    pixelSize: number | undefined,
    onProgress?: (done: number, total: number) => void,
  ): Promise<FoundNuclei> {
    const { image } = store.imageOf(id);
    const { maps, milliseconds: network } = await mapsOf(id, model, onProgress);
    const start = performance.now();
    const { settings, labels, count } = await split(id, model, choice, maps);
    const table = measureImage(labels, image, pixelSize);
    return {
      id,
      model,
      width: image.width,
      height: image.height,
      count,
      threshold: settings.threshold,
      minArea: settings.minArea,
      // The page gets one of its own: files are written from ours.
      labels: labels.slice(),
      rows: table.rows.map((row) => ({ ...row })),
      columns: table.columns,
      milliseconds: { network, nuclei: performance.now() - start },
    };
  }

  /** The nuclei found last, again where they were given up meanwhile. */
  async function foundLast(id: string, model: string): Promise<SplitImage> {
    const { name } = store.imageOf(id);
    const choice = store.choiceOf(id, model);
    if (!choice) {
      throw new TroubleError(
        "fault",
        `Expected nuclei of ${name} by ${model} but found none: segment it first`,
      );
    }
    return store.nucleiOf(id, model) ??
      await split(id, model, choice, (await mapsOf(id, model)).maps);
  }

  async function filesOf(
    id: string,
    model: string,
    wanted: readonly Download[],
    pixelSize: number | undefined,
  ): Promise<DownloadFile[]> {
    const { image, name } = store.imageOf(id);
    const { mask, labels } = await foundLast(id, model);
    const table = measureImage(labels, image, pixelSize);
    return files.encodeDownloads(
      { image, name, mask, labels, ...table },
      wanted,
    );
  }

  return {
    start: (preference) => inTurn(() => runner.start(preference)),
    load: (model, onProgress) => runner.load(model, onProgress),
    async open(id, file, name) {
      const { image, warnings } = await files.decodeFile(file, name);
      store.open(id, { image, name });
      const { width, height, channels, depth } = image;
      const pixels = files.toDisplayPixels(image);
      return { id, name, width, height, channels, depth, pixels, warnings };
    },
    segment: find,
    resplit: find,
    stop() {
      stopping.abort(new TroubleError("stopped", "Stopped."));
      stopping = new AbortController();
      return Promise.resolve();
    },
    files: filesOf,
    async zip(images, wanted, pixelSize) {
      const all: DownloadFile[] = [], made: MadeBy[] = [];
      for (const { id, model } of images) {
        all.push(...await filesOf(id, model, wanted, pixelSize));
        const { settings } = await foundLast(id, model);
        made.push({ image: store.imageOf(id).name, model, settings, pixelSize });
      }
      return files.zipFiles([...all, tellSettings(made)]);
    },
    close(id) {
      store.close(id);
      return Promise.resolve();
    },
  };
}
