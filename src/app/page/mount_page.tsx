/// <reference lib="dom" />
import { render } from "preact";
import type { OfferedModel, Segmenter } from "../segmenter.ts";
import { type Bench, createBench } from "./bench/bench.ts";
import { App } from "./parts/app.tsx";
import { saveFile } from "./parts/save_file.ts";
import { shrinkImage } from "./parts/shrink_image.ts";
import type { Example } from "./parts/welcome.tsx";

/** Puts the page into an element. */
export function mountPage(
  host: HTMLElement,
  { segmenter, models, examples }: {
    segmenter: Segmenter;
    models: readonly [OfferedModel, ...OfferedModel[]];
    examples: readonly Example[];
  },
): Bench {
  const bench = createBench({ segmenter, shrink: shrinkImage, save: saveFile }, models);
  host.replaceChildren();
  render(<App bench={bench} examples={examples} />, host);
  return bench;
}
