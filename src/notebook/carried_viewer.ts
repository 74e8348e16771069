/** The viewer that an output carries, as far as it is one of ours. */
import * as v from "valibot";
import type { EmbeddedPage } from "../app/mod.ts";
import { openDocument } from "./html.ts";
import type { MimeBundle } from "./nbformat.ts";
import { toldTo } from "./viewer_page.ts";

/** More is no nuclei but an attack on memory. */
const MOST_PIXELS = 2 ** 22;

const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PIXELS));

const schema = v.pipe(
  v.strictObject({
    title: v.optional(v.string()),
    width: side,
    height: side,
    channels: v.picklist([1, 3]),
    pixels: v.pipe(v.string(), v.base64()),
    labels: v.pipe(v.string(), v.base64()),
    rows: v.array(v.pipe(v.number(), v.integer())),
    columns: v.array(
      v.strictObject({
        name: v.string(),
        numeric: v.boolean(),
        texts: v.array(v.string()),
      }),
    ),
  }),
  v.check(({ width, height }) => width * height <= MOST_PIXELS),
  v.check(({ rows, columns }) =>
    columns.every(({ texts }) => texts.length === rows.length)
  ),
);

/**
 * What a viewer in an output's HTML was told: data alone. Of its page and its script,
 * which a stranger may have written, nothing is taken.
 */
export function carriedViewer(data: MimeBundle): EmbeddedPage | undefined {
  const html = data["text/html"];
  if (typeof html !== "string") return undefined;
  const frame = openDocument(html).body.querySelector(".karyon-viewer iframe");
  const told = v.safeParse(schema, toldTo(frame?.getAttribute("srcdoc") ?? ""));
  if (!told.success) return undefined;
  const { title, ...others } = told.output;
  return title === undefined ? others : { title, ...others };
}
