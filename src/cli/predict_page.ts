/** The page to look through results with: one file, and the pictures beside it. */
import type { ImageRecord } from "./predict_state.ts";

/** What the page says besides its images. */
export interface PageOptions {
  /** Of each image that could not be done, why. */
  readonly failed: readonly { readonly message: string }[];
}

const part = (name: string) =>
  Deno.readTextFile(new URL(`./predict_page/${name}`, import.meta.url));

/** A path within the results' folder as an address: `50 %.png` holds no escape. */
const addressOf = (path: string): string =>
  path.split("/").map(encodeURIComponent).join("/");

/** JSON that may stand in a script element, where `</script>` would end it. */
const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll("<", "\\u003c");

const LABELS: Readonly<Record<string, string>> = {
  mask: "mask (PNG)",
  labels: "labels (PNG)",
  overlay: "overlay (PNG)",
  csv: "nuclei (CSV)",
  tiff: "labels (TIFF)",
  geojson: "outlines (GeoJSON)",
  rois: "regions (ImageJ)",
  rle: "run lengths (CSV)",
};

/** A number as a person reads it: three digits, and all of larger ones. */
const worded = (value: number): string =>
  value.toLocaleString(
    "en",
    value < 1000 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 },
  );

/** A value of `summary.csv` with its unit; nothing where the image has none. */
function fact(value: unknown, unit: string): string {
  return typeof value === "number" ? `${worded(value)} ${unit}` : "–";
}

/** One image as the page's script takes it. */
function entryOf({ name, width, height, nuclei, summary, files, pictures }: ImageRecord) {
  const isScaled = "image_mm2" in summary;
  const facts = [
    ["Nuclei", worded(nuclei)],
    ["of them at the edge", worded(Number(summary["nuclei_at_edge"]))],
    [
      "Density",
      isScaled
        ? fact(summary["nuclei_per_mm2"], "per mm²")
        : fact(summary["nuclei_per_megapixel"], "per megapixel"),
    ],
    ["Covered by nuclei", `${worded(Number(summary["coverage"]) * 100)} %`],
    [
      "Mean area",
      isScaled
        ? fact(summary["mean_area_um2"], "µm²")
        : fact(summary["mean_area"], "px²"),
    ],
    ["Image", `${width} × ${height} px`],
  ];
  return {
    name,
    width,
    height,
    nuclei,
    coverage: summary["coverage"],
    area: summary["mean_area"],
    thumbnail: addressOf(pictures.thumbnail.path),
    image: addressOf(pictures.image.path),
    overlay: addressOf(pictures.overlay.path),
    facts,
    files: Object.entries(files).map(([format, { path }]) => [
      LABELS[format] ?? format,
      addressOf(path),
    ]),
  };
}

/**
 * The whole page.
 *
 * @param records one an image; the addresses of their files are seen from the page
 */
export async function resultsPage(
  records: readonly ImageRecord[],
  { failed }: PageOptions,
): Promise<string> {
  const [template, style, script] = await Promise.all(
    ["page.html", "page.css", "page.js"].map(part),
  );
  const models = [...new Set(records.map(({ model }) => model))];
  const data = scriptJson({ models, images: records.map(entryOf), failed });
  // Functions, since a replacement text with $ in it would be read as a pattern.
  return template!
    .replace("/* style */", () => style!)
    .replace("/* results */", () => data)
    .replace("/* script */", () => script!);
}
