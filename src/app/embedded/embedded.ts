/// <reference lib="dom" />
/**
 * The program of a viewer that stands in a notebook or a report, alone in a frame: reads
 * what to show from its own page, fetches nothing.
 */
import { NucleusViewer } from "../viewer/viewer.ts";
import type { EmbeddedPage } from "./embedded_nuclei.ts";
import { fillTable } from "./nucleus_table.ts";
import { unpackNumbers } from "./packed_numbers.ts";

const find = (id: string) => document.getElementById(id)!;

/** The image as a canvas takes it. */
async function readPixels({ width, height, channels, pixels }: EmbeddedPage) {
  const values = new Uint8Array(width * height * channels);
  await unpackNumbers(pixels, channels, values);
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++) {
    for (let c = 0; c < 3; c++) {
      rgba[at * 4 + c] = values[at * channels + (channels === 3 ? c : 0)]!;
    }
  }
  return { width, height, pixels: rgba };
}

async function readLabels({ width, height, labels }: EmbeddedPage): Promise<Int32Array> {
  const values = new Int32Array(width * height);
  await unpackNumbers(labels, 1, values);
  return values;
}

/** Sliders for the layers and buttons for the zoom. */
function listenToBar(viewer: NucleusViewer): void {
  for (const layer of ["image", "mask", "outlines"] as const) {
    const slider = find(layer) as HTMLInputElement;
    const apply = () => viewer.setOpacity({ [layer]: slider.valueAsNumber / 100 });
    slider.addEventListener("input", apply);
    apply();
  }
  find("in").addEventListener("click", () => viewer.zoomBy(1.5));
  find("out").addEventListener("click", () => viewer.zoomBy(1 / 1.5));
  find("fit").addEventListener("click", () => viewer.fit());
}

async function start(): Promise<void> {
  const page: EmbeddedPage = JSON.parse(find("nuclei").textContent!);
  const [picture, labels] = await Promise.all([readPixels(page), readLabels(page)]);
  find("title").textContent = page.title ?? "";
  // From here on the page is seen; until then, and where scripts do not run, the picture
  // that lies behind it is.
  document.documentElement.dataset["ready"] = "";
  const viewer: NucleusViewer = new NucleusViewer(find("viewer"), {
    needsFocus: true,
    onPick: (label) => table.select(label),
  });
  const table = fillTable(
    find("table"),
    page,
    (label) => viewer.select(label, { reveal: true }),
  );
  viewer.setImage(picture);
  viewer.setLabels(labels);
  listenToBar(viewer);
}

start();
