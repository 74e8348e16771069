/** One word for showing anything at the end of a cell. */
import type { Chart, Table } from "../base/mod.ts";
import type { SegmentationViewer } from "../app/mod.ts";
import type { Image } from "../images/mod.ts";
import { display } from "./display.ts";
import {
  type ChartOptions,
  type ImageOptions,
  showChart,
  showImage,
} from "./show_figure.ts";
import { showTable, type TableOptions } from "./show_table.ts";
import { showViewer } from "./show_viewer.ts";

/** What `show` may be told: each kind of value takes what it knows. */
export type ShowOptions = TableOptions & ImageOptions & ChartOptions;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const isChart = (value: unknown): value is Chart =>
  isObject(value) && typeof value["svg"] === "string" &&
  typeof value["caption"] === "string";

const isImage = (value: unknown): value is Image =>
  isObject(value) && typeof value["channels"] === "number" && "depth" in value &&
  (value["data"] instanceof Uint8Array || value["data"] instanceof Uint16Array);

const isViewer = (value: unknown): value is SegmentationViewer =>
  isObject(value) && isObject(value["nuclei"]) && isImage(value["picture"]);

const isTable = (value: unknown): value is Table =>
  Array.isArray(value) && value.length > 0 &&
  value.every((row) =>
    isObject(row) && !Array.isArray(row) &&
    Object.values(row).every((cell) =>
      cell === null || cell === undefined || typeof cell !== "object"
    )
  );

/**
 * Shows a value and waits until the notebook has it; every cell ends in one.
 *
 * A chart becomes a figure with its caption, a list of plain rows a table, an
 * image a picture, a segmentation viewer a picture to explore, a string Markdown; anything
 * else is printed for inspection.
 * Outside a notebook it prints words to the terminal.
 *
 * @example
 * ```ts
 * import { show } from "#karyon";
 * const images = 669;
 * await show(`**${images}** images`);
 * await show([{ split: "train", images }], { caption: "The split" });
 * ```
 */
export async function show(
  value: unknown,
  options: ShowOptions = {},
): Promise<void> {
  if (isChart(value)) return await showChart(value, options);
  if (isImage(value)) return await showImage(value, options);
  if (isViewer(value)) return await showViewer(value);
  if (isTable(value)) return await showTable(value, options);
  if (typeof value === "string") return await showMarkdown(value);
  const text = Deno.inspect(value, {
    depth: 6,
    colors: false,
    iterableLimit: 50,
  });
  await display({ data: { "text/plain": text } });
}

/**
 * Shows Markdown: prose with numbers that were just computed.
 *
 * @example
 * ```ts
 * import { showMarkdown } from "#karyon";
 * await showMarkdown(`The loss fell to **${(0.10981).toFixed(4)}**.`);
 * ```
 */
export async function showMarkdown(markdown: string): Promise<void> {
  await display({
    data: { "text/markdown": markdown, "text/plain": markdown },
  });
}
