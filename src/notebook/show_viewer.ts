/** A viewer of nuclei on the page. */
import { Buffer } from "node:buffer";
import sharp from "sharp";
import type { SegmentationViewer } from "../app/mod.ts";
import { encodePng, type Image } from "../images/mod.ts";
import { display, type Displayed, inNotebook } from "./display.ts";
import { element } from "./html.ts";
import { tableOutput } from "./table_data.ts";
import { plainTable, textColumns } from "./table_text.ts";
import { quoted, viewerFrame, viewerPage, viewerScript } from "./viewer_page.ts";

/** Rows in a terminal. */
const MOST_ROWS = 20;
/** CSS pixels; small images are shown larger, each pixel a square. */
const PICTURE_SIDE = 480;

/** Half as long as without loss, for pages that cannot show the viewer. */
const QUALITY = 80;

const address = (type: string, bytes: Uint8Array): string =>
  `data:image/${type};base64,${Buffer.from(bytes).toString("base64")}`;

/** The same in words. */
function inWords({ alt, caption, rows }: SegmentationViewer): string {
  const table = plainTable(textColumns(rows.slice(0, MOST_ROWS)));
  const more = rows.length - MOST_ROWS;
  return [
    `[${alt}]`,
    caption,
    ...(rows.length === 0 ? [] : [table]),
    ...(more > 0 ? [`... and ${more} more`] : []),
  ].join("\n");
}

async function lossyPicture({ data, width, height, channels }: Image) {
  return await sharp(data, { raw: { width, height, channels } })
    .webp({ quality: QUALITY })
    .toBuffer();
}

/** A viewer as it is displayed. */
export async function viewerDisplay(viewer: SegmentationViewer): Promise<Displayed> {
  const { nuclei, rows, picture, title, caption, alt } = viewer;
  const told = {
    ...(title === undefined ? {} : { title }),
    ...nuclei,
    rows: rows.map((row) => Number(row["label"])),
    columns: textColumns(rows),
  };
  const page = viewerPage(told, await viewerScript());
  const scale = Math.max(1, PICTURE_SIDE / Math.max(picture.width, picture.height));
  const size = {
    width: Math.round(picture.width * scale),
    height: Math.round(picture.height * scale),
  };
  const words = element("p", { style: "font-style:italic;margin:0.4em 0 1em" }, caption);
  return {
    data: {
      "text/html": viewerFrame(
        quoted(page),
        address("webp", await lossyPicture(picture)),
        alt,
      ) + words.html,
      "image/png": Buffer.from(await encodePng(picture)).toString("base64"),
      "text/plain": inWords(viewer),
      ...tableOutput(rows),
    },
    metadata: {
      "image/png": size,
      karyon: { role: "viewer", caption, alt, width: size.width },
    },
  };
}

/**
 * Shows a viewer: in a notebook to be explored, elsewhere in words.
 *
 * @param viewer of `segmentationViewer()`
 *
 * @example
 * ```ts
 * import { createImage, segmentationViewer, showViewer } from "#karyon";
 * const image = createImage(4, 1, 1);
 * const labels = Int32Array.of(1, 1, 0, 2);
 * await showViewer(segmentationViewer({ image, labels, title: "Two nuclei" }));
 * ```
 */
export async function showViewer(viewer: SegmentationViewer): Promise<void> {
  if (!inNotebook()) return console.log(inWords(viewer));
  await display(await viewerDisplay(viewer));
}
