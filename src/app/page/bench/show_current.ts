/// <reference lib="dom" />
import { effect } from "@preact/signals";
import { troubleOf } from "../plain/trouble_words.ts";
import { labelsName } from "./find_nuclei.ts";
import type { Item } from "./item.ts";
import { pixelsOf } from "./read_item.ts";
import type { Services } from "./services.ts";
import type { State } from "./state.ts";

async function labelsOf({ segmenter }: Services, state: State, { id, nuclei }: Item) {
  if (nuclei === undefined) return undefined;
  const name = labelsName(id, nuclei.model);
  const kept = state.labels.get(name);
  if (kept !== undefined) return kept;
  const { threshold, minArea } = nuclei;
  const again = await segmenter.resplit(id, nuclei.model, { threshold, minArea });
  state.labels.set(name, again.labels);
  return again.labels;
}

/**
 * Keeps the viewer's picture in step with the image that is looked at.
 *
 * @returns ends that
 */
export function showCurrent(services: Services, state: State): () => void {
  const { current, shown, trouble } = state;
  let last: string | undefined;
  let turn = 0;
  return effect(() => {
    const item = current.value;
    const wanted = item?.opened && `${item.id} ${item.nuclei?.serial ?? 0}`;
    if (wanted === last) return;
    last = wanted;
    const mine = ++turn;
    if (item?.opened === undefined) {
      shown.value = undefined;
      return;
    }
    const { width, height } = item.opened;
    void Promise.all([
      pixelsOf(services, state, item),
      labelsOf(services, state, item),
    ]).then(([pixels, labels]) => {
      // A slow answer must not replace that of an image chosen since.
      if (mine !== turn) return;
      shown.value = {
        id: item.id,
        width,
        height,
        pixels,
        ...(labels === undefined ? {} : { labels }),
      };
    }, (error) => {
      if (mine === turn) trouble.value = troubleOf(error);
    });
  });
}
