/** An image with its nuclei, to be explored in a notebook and in its report. */
import { InputError, type Row, type Table } from "../base/mod.ts";
import { drawNuclei, type Image, stretchContrast } from "../images/mod.ts";
import { measureNuclei, type Prediction } from "../segment/mod.ts";
import type { EmbeddedNuclei } from "./embedded/embedded_nuclei.ts";
import { packNumbers } from "./embedded/packed_numbers.ts";

/** What {@linkcode segmentationViewer} shows. */
export interface SegmentationViewerOptions {
  readonly image: Image;
  /** Nuclei, as `predictNuclei` and `splitNuclei` give them; or `labels`. */
  readonly prediction?: Pick<Prediction, "labels">;
  /** Row-major, `width * height`; 0 for background, n for the n-th nucleus. */
  readonly labels?: Int32Array;
  /**
   * One row a nucleus with its `label`, in the columns that are to be shown. By default
   * the nuclei are measured.
   */
  readonly rows?: Table;
  /** Micrometres a pixel, for measurements that are not given. */
  readonly pixelSize?: number;
  readonly title?: string;
  /** Names n and split. By default it says how many nuclei there are. */
  readonly caption?: string;
}

/** An image with its nuclei and their measurements, as `show()` takes it. */
export interface SegmentationViewer {
  readonly nuclei: EmbeddedNuclei;
  readonly rows: Table;
  /** The same for pages that run no scripts: the image with outlines. */
  readonly picture: Image;
  readonly title?: string;
  readonly caption: string;
  /** What a person who cannot see it should know. */
  readonly alt: string;
}

/** Larger images make notebooks that no program likes to open. */
const MOST_PIXELS = 2 ** 22;

/** Of a measured nucleus, what fits beside an image. */
const SHOWN = ["eccentricity", "solidity", "mean_intensity"];

/**
 * An image with its mask, its outlines and its table of nuclei, all of it in one piece
 * that needs no network: `show()` puts it into a notebook, and reports keep it. Layers
 * have sliders; a click on a nucleus finds its row, a click on a row its nucleus.
 *
 * The image is stretched for visibility, as `stretchContrast` does.
 *
 * @throws {InputError} if the image has more than 2048 x 2048 pixels, if there are labels
 *   neither in a prediction nor by themselves, or if a row has no label
 * @throws {RangeError} if the labels are not of the image's size
 *
 * @example
 * ```ts
 * import { createImage, segmentationViewer, show } from "#karyon";
 * const labels = Int32Array.of(1, 0, 2, 2);
 * const viewer = segmentationViewer({ image: createImage(2, 2, 1), labels });
 * if (viewer.rows.map(({ area }) => area).join() !== "1,2") throw new Error();
 * await show(viewer);
 * ```
 */
export function segmentationViewer(
  options: SegmentationViewerOptions,
): SegmentationViewer {
  const { image, title } = options;
  const { width, height } = image;
  if (width * height > MOST_PIXELS) {
    throw new InputError(
      `Expected an image of at most 2048 x 2048 pixels but found ${width} x ${height}: ` +
        "show a part of it",
    );
  }
  const labels = options.labels ?? options.prediction?.labels;
  if (labels === undefined) {
    throw new InputError("Expected labels or a prediction but found neither");
  }
  const picture = drawNuclei(image, labels);
  const rows = options.rows ?? measure(image, labels, options.pixelSize);
  checkRows(rows);
  const count = countNuclei(labels);
  const words = `${count} ${count === 1 ? "nucleus" : "nuclei"} in an image of ` +
    `${width} x ${height} pixels`;
  return {
    nuclei: {
      width,
      height,
      ...packPixels(image),
      labels: packNumbers(labels, 1),
    },
    rows,
    picture,
    ...(title === undefined ? {} : { title }),
    caption: options.caption ?? `${words}.`,
    alt: `${words}, each outlined in a colour of its own`,
  };
}

function measure(image: Image, labels: Int32Array, pixelSize: number | undefined): Table {
  const isKnown = pixelSize !== undefined;
  const names = ["label", isKnown ? "area_um2" : "area", ...SHOWN];
  return measureNuclei(labels, image, isKnown ? { pixelSize } : {}).map((row) => {
    const values: Row = { ...row };
    return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  });
}

function checkRows(rows: Table): void {
  const lacking = rows.find((row) => !Number.isInteger(row["label"]));
  if (lacking === undefined) return;
  throw new InputError(
    `Expected rows with the "label" of a nucleus but found ${JSON.stringify(lacking)}`,
  );
}

function countNuclei(labels: Int32Array): number {
  const found = new Set(labels);
  found.delete(0);
  return found.size;
}

/** Gray where all channels are alike: a third of the size. */
function packPixels(image: Image): Pick<EmbeddedNuclei, "channels" | "pixels"> {
  const rgb = Uint8Array.from(stretchContrast(image).data);
  if (image.channels >= 3 && rgb.some((value, at) => value !== rgb[at - at % 3])) {
    return { channels: 3, pixels: packNumbers(rgb, 3) };
  }
  const gray = rgb.filter((_, at) => at % 3 === 0);
  return { channels: 1, pixels: packNumbers(gray, 1) };
}
