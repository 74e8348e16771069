/// <reference lib="dom" />
import { countStages, type Item } from "../bench/item.ts";
import { type Download, DOWNLOADS } from "../../segmenter.ts";
import { useBench } from "./context.ts";

const WORDS: Record<Download, readonly [title: string, help: string]> = {
  mask: ["Mask", "PNG, nuclei white"],
  labels: ["Labels", "PNG, nuclei numbered"],
  overlay: ["Overlay", "PNG, image with outlines"],
  csv: ["Table", "CSV, one row a nucleus"],
  geojson: ["Outlines", "GeoJSON, for QuPath"],
};

/** The files of the image that is looked at, one by one or at once, and those of all. */
export function DownloadPanel({ item: { id, stage } }: { item: Item }) {
  const { items, model, saveOne, saveZip, writing } = useBench();
  const { ready } = countStages(items.value);
  const isFound = stage === "found";
  const wait = writing.value !== undefined || !isFound;
  return (
    <section class="panel" aria-labelledby="download-title">
      <h2 id="download-title">Download</h2>
      {!isFound && <p class="help">These files wait for {model.value}.</p>}
      <ul class="downloads">
        {DOWNLOADS.map((download) => {
          const [title, help] = WORDS[download];
          return (
            <li key={download}>
              <button
                type="button"
                class="tool wide"
                aria-disabled={wait}
                onClick={() => wait || void saveOne(download)}
              >
                <span>{title}</span>
                <span class="soft">{help}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <button
        type="button"
        class="tool strong wide"
        aria-disabled={wait}
        onClick={() => wait || void saveZip([id])}
      >
        All files of this image (zip)
      </button>
      {ready > 1 && (
        <button
          type="button"
          class="tool wide"
          aria-disabled={wait}
          onClick={() => wait || void saveZip("all")}
        >
          All files of {ready} images (zip)
        </button>
      )}
    </section>
  );
}
