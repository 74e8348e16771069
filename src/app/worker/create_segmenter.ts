/** The worker's side of the page, whatever it is told through. */
import type { Image } from "../../images/mod.ts";
import type { NucleusMaps } from "../../segment/mod.ts";
import type {
  Download,
  DownloadFile,
  FoundNuclei,
  OpenedImage,
  Segmenter,
  SplitChoice,
} from "../segmenter.ts";
import { measureImage, type SplitImage, splitImage } from "./find_nuclei.ts";
import { KeepRecent } from "./keep_recent.ts";
import type { ModelShelf } from "./model_shelf.ts";
import type { EngineRunner } from "./run_engine.ts";
import { TroubleError } from "./trouble.ts";

/** Nuclei as files are written from them. */
export interface EncodedNuclei {
  readonly image: Image;
  readonly name: string;
  readonly mask: Uint8Array;
  readonly labels: Int32Array;
  readonly rows: FoundNuclei["rows"];
  readonly columns: readonly string[];
  readonly pixelSize?: number;
}

/** Files in and out. */
export interface Files {
  decodeFile(
    file: Blob,
    name: string,
  ): Promise<{ readonly image: Image; readonly warnings: readonly string[] }>;
  toDisplayPixels(image: Image): Uint8ClampedArray;
  encodeDownloads(
    nuclei: EncodedNuclei,
    wanted: readonly Download[],
  ): Promise<DownloadFile[]> | DownloadFile[];
  zipFiles(files: readonly DownloadFile[]): Promise<DownloadFile> | DownloadFile;
}

/** What a segmenter is made of. */
export interface SegmenterParts {
  readonly runner: EngineRunner;
  readonly shelf: ModelShelf;
  readonly files: Files;
}

/** What a browser's tab can spare for what networks said, and for nuclei. */
const MAPS_BYTES = 4e8, NUCLEI_BYTES = 2e8;

interface OpenImage {
  readonly image: Image;
  readonly name: string;
}

/** What belongs to an image and a model. */
const keyOf = (id: string, model: string) => JSON.stringify([id, model]);

/** Makes a {@linkcode Segmenter} that computes right here. */
export function createSegmenter({ runner, shelf, files }: SegmenterParts): Segmenter {
  const images = new Map<string, OpenImage>();
  const maps = new KeepRecent<NucleusMaps>(MAPS_BYTES);
  const nuclei = new KeepRecent<SplitImage>(NUCLEI_BYTES);
  const choices = new Map<string, SplitChoice>();
  let stopping = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  function imageOf(id: string): OpenImage {
    const found = images.get(id);
    if (found) return found;
    throw new TroubleError("fault", `Expected an image that is open but found "${id}"`);
  }

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
  ): Promise<{ found: NucleusMaps; milliseconds: number }> {
    const key = keyOf(id, model);
    const known = maps.get(key);
    if (known) return { found: known, milliseconds: 0 };
    const { signal } = stopping;
    return await inTurn(async () => {
      // A message that has come meanwhile is heard before the network runs.
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
      const start = performance.now();
      const found = await runner.predict(model, imageOf(id).image, {
        signal,
        onProgress,
      });
      signal.throwIfAborted();
      const bytes = [found.nucleus, found.border, found.distance]
        .reduce((sum, map) => sum + (map?.byteLength ?? 0), 0);
      if (images.has(id)) maps.set(key, found, bytes);
      return { found, milliseconds: performance.now() - start };
    });
  }

  async function split(
    id: string,
    model: string,
    choice: SplitChoice,
    found: NucleusMaps,
  ): Promise<SplitImage> {
    const made = splitImage(await shelf.take(model), found, choice);
    const key = keyOf(id, model);
    if (images.has(id)) {
      choices.set(key, choice);
      nuclei.set(key, made, made.labels.byteLength + made.mask.byteLength);
    }
    return made;
  }

  async function find(
    id: string,
    model: string,
    choice: SplitChoice,
    pixelSize: number | undefined,
    onProgress?: (done: number, total: number) => void,
  ): Promise<FoundNuclei> {
    const { image } = imageOf(id);
    const { found, milliseconds: network } = await mapsOf(id, model, onProgress);
    const start = performance.now();
    const { settings, labels, count } = await split(id, model, choice, found);
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

  async function filesOf(
    id: string,
    model: string,
    wanted: readonly Download[],
    pixelSize: number | undefined,
  ): Promise<DownloadFile[]> {
    const { image, name } = imageOf(id);
    const key = keyOf(id, model);
    const choice = choices.get(key);
    if (!choice) {
      throw new TroubleError(
        "fault",
        `Expected nuclei of ${name} by ${model} but found none: segment it first`,
      );
    }
    const { mask, labels } = nuclei.get(key) ??
      await split(id, model, choice, (await mapsOf(id, model)).found);
    const table = measureImage(labels, image, pixelSize);
    const scale = pixelSize === undefined ? {} : { pixelSize };
    return await files.encodeDownloads(
      {
        image,
        name,
        mask,
        labels,
        rows: table.rows.map((row) => ({ ...row })),
        columns: table.columns,
        ...scale,
      },
      wanted,
    );
  }

  function forget(id: string): void {
    images.delete(id);
    const isOf = (key: string) => (JSON.parse(key) as string[])[0] === id;
    for (const kept of [maps, nuclei]) {
      kept.keys().filter(isOf).forEach((key) => kept.delete(key));
    }
    [...choices.keys()].filter(isOf).forEach((key) => choices.delete(key));
  }

  return {
    start: (preference) => inTurn(() => runner.start(preference)),
    load: (model, onProgress) => runner.load(model, onProgress),
    async open(id, file, name): Promise<OpenedImage> {
      const { image, warnings } = await files.decodeFile(file, name);
      forget(id);
      images.set(id, { image, name });
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
    async zip(found, wanted, pixelSize) {
      const all: DownloadFile[] = [];
      for (const { id, model } of found) {
        all.push(...await filesOf(id, model, wanted, pixelSize));
      }
      return await files.zipFiles(all);
    },
    close(id) {
      forget(id);
      return Promise.resolve();
    },
  };
}
