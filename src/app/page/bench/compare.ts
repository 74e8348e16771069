/// <reference lib="dom" />
import { effect, signal } from "@preact/signals";
import type { FoundNuclei, Trouble } from "../../segmenter.ts";
import { createLane } from "../plain/lane.ts";
import { troubleOf } from "../plain/trouble_words.ts";
import { loadModel } from "./find_nuclei.ts";
import type { Services } from "./services.ts";
import type { State } from "./state.ts";

/** What another model finds in the image that is looked at. */
export type Rival =
  | { readonly key: string; readonly found: FoundNuclei }
  | { readonly key: string; readonly trouble: Trouble };

/** Nuclei told apart anew, with the time that the network took before. */
function keepTime(found: FoundNuclei, { milliseconds: { network } }: FoundNuclei) {
  return { ...found, milliseconds: { ...found.milliseconds, network } };
}

/** Has the image that is looked at segmented by another model too, while one is chosen. */
export function createComparison(
  services: Services,
  state: State,
  start: () => Promise<void>,
) {
  const rivalModel = signal<string | undefined>(undefined);
  const rival = signal<Rival | undefined>(undefined);
  function wanted() {
    const model = rivalModel.value, item = state.current.value;
    if (model === undefined || item?.stage !== "found") return undefined;
    const key = `${item.id} ${model} ${state.settingsKey.value}`;
    return { key, id: item.id, model, settings: state.settings.value };
  }
  const lane = createLane(
    () => {
      const now = wanted();
      return now?.key === rival.value?.key ? undefined : now;
    },
    async ({ key, id, model, settings: { choice, pixelSize } }) => {
      try {
        await start();
        await loadModel(services, state, model);
        const { segmenter } = services;
        const kept = rival.value;
        const again = kept !== undefined && "found" in kept && kept.found.id === id &&
          kept.found.model === model;
        const found = again
          ? keepTime(await segmenter.resplit(id, model, choice, pixelSize), kept.found)
          : await segmenter.segment(id, model, choice, pixelSize);
        rival.value = { key, found };
      } catch (error) {
        rival.value = { key, trouble: troubleOf(error) };
      }
    },
  );
  effect(() => {
    if (wanted() !== undefined) lane.wake();
    else if (rivalModel.value === undefined) rival.value = undefined;
  });
  return {
    rivalModel,
    rival,
    retry() {
      rival.value = undefined;
      lane.wake();
    },
  };
}

export type Comparison = ReturnType<typeof createComparison>;
