/** Pictures on the page, with their captions. */
import { Buffer } from "node:buffer";
import sharp, { type PngOptions } from "sharp";
import type { Chart, Table } from "../base/mod.ts";
import type { Image } from "../images/mod.ts";
import { display, type Displayed, inNotebook } from "./display.ts";
import { element } from "./html.ts";
import { tableOutput } from "./table_data.ts";

/** Pixels of the PNG for each pixel on the page, so that text stays sharp. */
const DENSITY = 2;
const CSS_DPI = 72;

/**
 * Bytes from which a PNG, which only stands in for the SVG, is drawn smaller: pictures
 * within grow by what is no detail of theirs, and so would every notebook that is saved.
 */
const LARGE_PNG = 500_000;

/** A chart as PNG on white, twice as dense as it is shown. */
export const chartPng = (chart: Chart): Promise<Uint8Array> => drawPng(chart, DENSITY);

async function drawPng(
  { svg, width, height }: Chart,
  density: number,
  options: PngOptions = {},
): Promise<Uint8Array> {
  return await sharp(Buffer.from(svg), { density: CSS_DPI * density })
    .flatten({ background: "white" })
    .resize(Math.round(width * density), Math.round(height * density), { fit: "fill" })
    .png(options)
    .toBuffer();
}

/** Base64, as notebooks carry pictures. */
export const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString("base64");

/**
 * The caption as a display of its own below the figure. The mark in its
 * metadata tells the HTML export that the figure carries the same words.
 */
function captionDisplay(caption: string): Displayed {
  return {
    data: {
      "text/html": element(
        "p",
        { class: "karyon-caption", style: "font-style:italic;margin:0 0 1em" },
        caption,
      ).html,
      "text/plain": caption,
    },
    metadata: { karyon: { role: "caption" } },
  };
}

/** How a chart is shown. */
export interface ChartOptions {
  /**
   * Numbers for CSV and `results.json`, up to 200,000 characters, in place of those that
   * the chart draws.
   */
  readonly data?: Table;
}

/** A chart with its caption, as it is displayed. */
export async function chartDisplay(
  chart: Chart,
  options: ChartOptions = {},
): Promise<Displayed> {
  const { width, height, alt, caption } = chart;
  let png = await chartPng(chart);
  if (png.length > LARGE_PNG) {
    png = await drawPng(chart, 1, { palette: true, effort: 3 });
  }
  return {
    data: {
      "image/svg+xml": chart.svg,
      "image/png": base64(png),
      "text/plain": alt,
      ...tableOutput(options.data ?? chart.data),
    },
    metadata: {
      "image/png": { width, height },
      karyon: { role: "figure", caption, alt, width },
    },
  };
}

/**
 * Shows a chart and its caption.
 *
 * @example
 * ```ts
 * import { showChart } from "#karyon";
 * await showChart({
 *   svg: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
 *   width: 9,
 *   height: 9,
 *   caption: "Nothing (n = 0)",
 *   alt: "An empty picture",
 * });
 * ```
 */
export async function showChart(
  chart: Chart,
  options: ChartOptions = {},
): Promise<void> {
  if (!inNotebook()) return console.log(`[${chart.alt}]\n${chart.caption}`);
  await display(await chartDisplay(chart, options), captionDisplay(chart.caption));
}

/** How an image is shown. */
export interface ImageOptions {
  readonly caption?: string;
  /** What a person who cannot see it should know. */
  readonly alt?: string;
  /** Pixels on the page for each pixel of the image (default 1), unsmoothed. */
  readonly scale?: number;
}

/**
 * Shows an image as it is: 16 bit is shown by its upper 8, nothing is stretched.
 *
 * @example
 * ```ts
 * import { showImage } from "#karyon";
 * await showImage(
 *   { data: new Uint8Array(4), width: 2, height: 2, channels: 1, depth: 8, alpha: false },
 *   { caption: "Four black pixels", scale: 8 },
 * );
 * ```
 */
export async function showImage(
  image: Image,
  options: ImageOptions = {},
): Promise<void> {
  const { caption, scale = 1 } = options;
  const alt = options.alt ?? caption ??
    `Image of ${image.width} x ${image.height} pixels`;
  if (!inNotebook()) {
    return console.log(
      caption === undefined ? `[${alt}]` : `[${alt}]\n${caption}`,
    );
  }
  const size = {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  };
  const shown: Displayed = {
    data: {
      "image/png": base64(await imagePng(image, size)),
      "text/plain": alt,
    },
    metadata: {
      "image/png": size,
      karyon: {
        role: "figure",
        alt,
        width: size.width,
        ...(caption === undefined ? {} : { caption }),
      },
    },
  };
  await display(
    shown,
    ...(caption === undefined ? [] : [captionDisplay(caption)]),
  );
}

/** The image as an 8-bit PNG of a size, each pixel as the nearest one was. */
async function imagePng(
  image: Image,
  size: { width: number; height: number },
): Promise<Uint8Array> {
  const { width, height, channels, data } = image;
  const shift = image.depth - 8;
  const pixels = new Uint8Array(size.width * size.height * channels);
  for (let y = 0, to = 0; y < size.height; y++) {
    const row = Math.floor(((y + 0.5) * height) / size.height) * width;
    for (let x = 0; x < size.width; x++) {
      const from = (row + Math.floor(((x + 0.5) * width) / size.width)) *
        channels;
      for (let c = 0; c < channels; c++) {
        pixels[to++] = data[from + c]! >> shift;
      }
    }
  }
  return await sharp(pixels, { raw: { ...size, channels } }).png().toBuffer();
}
