/**
 * What the page asks of the worker that computes. Everything that crosses is data that
 * can be cloned; large arrays are handed over, not copied.
 */
import type { Row } from "../base/mod.ts";

/** A model that the page offers, as `models/index.json` lists it. */
export interface OfferedModel {
  readonly name: string;
  /** One sentence for a person who chooses. */
  readonly title: string;
  /** What must be fetched. */
  readonly bytes: number;
  readonly parameters: number;
  /** On the images of the protocol `held-out`, from its card; none where it has none. */
  readonly foregroundIoU?: number;
  readonly averagePrecision?: number;
  /** Micrograph kinds or other limits, in words. */
  readonly note?: string;
}

/** How nuclei are told apart; what is left out, the model's card says. */
export interface SplitChoice {
  /** Pixels above it are nucleus, 0..1. */
  readonly threshold?: number;
  /** Nuclei of fewer pixels are background. */
  readonly minArea?: number;
}

/** A file that was read: enough to show it. */
export interface OpenedImage {
  readonly id: string;
  /** As the person's computer names it; shown as text alone. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly depth: 8 | 16;
  /** `width * height` RGBA for a canvas, 16 bit stretched to what can be seen. */
  readonly pixels: Uint8ClampedArray;
  readonly warnings: readonly string[];
}

/** The nuclei of an image. */
export interface FoundNuclei {
  readonly id: string;
  readonly model: string;
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** The settings that made it, whole. */
  readonly threshold: number;
  readonly minArea: number;
  /** 0 for background, n for the n-th nucleus, row-major. */
  readonly labels: Int32Array;
  /** As in `<stem>.nuclei.csv`: one row a nucleus, with `label`. */
  readonly rows: readonly Row[];
  /** The rows' columns in their order, those in micrometres where a pixel's size is known. */
  readonly columns: readonly string[];
  /** Of the network and of what follows it, in milliseconds. */
  readonly milliseconds: { readonly network: number; readonly nuclei: number };
}

/** Which engine computes, in words, and what was tried before it. */
export interface EngineWords {
  readonly name: "webgpu" | "wasm";
  readonly sentence: string;
}

/** What may be downloaded for an image; the files of `karyon predict`. */
export const DOWNLOADS = ["mask", "labels", "overlay", "csv", "geojson"] as const;
export type Download = typeof DOWNLOADS[number];

/** A file to save. */
export interface DownloadFile {
  /** `<stem>.mask.png`, `<stem>.labels.png`, `<stem>.overlay.png`, `<stem>.nuclei.csv`, `<stem>.geojson`. */
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * What the page may say to a person: `code` chooses the advice, `message` is the
 * library's own sentence. Thrown errors arrive as one of these.
 */
export interface Trouble {
  readonly code:
    | "not-an-image"
    | "too-large"
    | "corrupt"
    | "unsupported"
    | "no-engine"
    | "out-of-memory"
    | "model-unreachable"
    | "stopped"
    | "fault";
  readonly message: string;
}

/** Images whose sides are longer, or that have more pixels, are refused. */
export const MAX_SIDE = 16_384;
export const MAX_PIXELS = 4096 * 4096 * 2;

/** The worker's side. Every method throws an Error with a `code` as in {@linkcode Trouble}. */
export interface Segmenter {
  /** Starts the best engine that this browser has. */
  start(preference?: "webgpu" | "wasm"): Promise<EngineWords>;
  /** Fetches a model and builds it; one that is there already answers at once. */
  load(model: string, onProgress?: (bytes: number, total: number) => void): Promise<void>;
  /** Reads a file; the image stays with the worker until `close`. */
  open(id: string, file: Blob, name: string): Promise<OpenedImage>;
  /** Finds the nuclei of an image that is open. What the network says is kept, by model. */
  segment(
    id: string,
    model: string,
    choice: SplitChoice,
    pixelSize?: number,
    onProgress?: (done: number, total: number) => void,
  ): Promise<FoundNuclei>;
  /** Tells nuclei apart anew from what the network has said: fast, for a slider. */
  resplit(
    id: string,
    model: string,
    choice: SplitChoice,
    pixelSize?: number,
  ): Promise<FoundNuclei>;
  /** Stops a `segment` between two runs of the network; it throws `stopped`. */
  stop(): Promise<void>;
  /** The files of the nuclei found last for this image and model. */
  files(
    id: string,
    model: string,
    wanted: readonly Download[],
    pixelSize?: number,
  ): Promise<DownloadFile[]>;
  /** All files of many images in one zip. */
  zip(
    images: readonly { readonly id: string; readonly model: string }[],
    wanted: readonly Download[],
    pixelSize?: number,
  ): Promise<DownloadFile>;
  /** Forgets an image. */
  close(id: string): Promise<void>;
}
