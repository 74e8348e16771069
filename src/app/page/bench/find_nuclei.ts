/// <reference lib="dom" />
import type { FoundNuclei, Trouble } from "../../segmenter.ts";
import { writeNuclei } from "../plain/write_numbers.ts";
import { troubleOf } from "../plain/trouble_words.ts";
import { type Item, keyOfSettings, type Settings } from "./item.ts";
import { labelAt } from "./label_at.ts";
import { readItem } from "./read_item.ts";
import type { Services } from "./services.ts";
import { changeItem, type State } from "./state.ts";

let serial = 0;

/** The name that labels are kept under. */
export function labelsName(id: string, model: string): string {
  return `${id} ${model}`;
}

/** Keeps an answer of the worker; an image that is gone by now stays away. */
export function keepNuclei(
  { items, labels, model, selected, currentId }: State,
  { labels: found, ...nuclei }: FoundNuclei,
  settings: Settings,
): void {
  const before = items.value.find(({ id }) => id === nuclei.id)?.nuclei;
  if (before !== undefined && nuclei.id === currentId.value) {
    // The nucleus that is looked at may have another number now.
    const row = before.rows.find((row) => row["label"] === selected.value);
    const centre = { x: row?.["centroid_x"], y: row?.["centroid_y"] };
    selected.value = labelAt(found, nuclei.width, centre);
  }
  labels.set(labelsName(nuclei.id, nuclei.model), found);
  const { milliseconds } = nuclei;
  // What the network said once is not computed again, but it did take its time.
  const network = milliseconds.network === 0 && before?.model === nuclei.model
    ? before.milliseconds.network
    : milliseconds.network;
  changeItem(items, nuclei.id, {
    // Another model may have been chosen meanwhile.
    stage: nuclei.model === model.value ? "found" : "waiting",
    trouble: undefined,
    nuclei: {
      ...nuclei,
      milliseconds: { ...milliseconds, network },
      settings: keyOfSettings(settings),
      serial: ++serial,
    },
  });
}

/** What the worker throws too where it is stopped, for the time before it is asked. */
class StoppedError extends Error {
  readonly code = "stopped";
}

/** Starts the engine once; a start that failed can be tried again. */
export function createStart({ segmenter }: Services, state: State): () => Promise<void> {
  let started: Promise<void> | undefined;
  return () =>
    started ??= segmenter.start().then((engine) => {
      state.engine.value = engine;
      state.trouble.value = undefined;
    }, (error) => {
      started = undefined;
      state.trouble.value = troubleOf(error);
      throw error;
    });
}

/** Fetches a model with its progress on the page. */
export async function loadModel(
  { segmenter }: Services,
  { fetching }: State,
  model: string,
): Promise<void> {
  try {
    await segmenter.load(model, (bytes, total) => {
      fetching.value = { model, bytes, total };
    });
  } finally {
    fetching.value = undefined;
  }
}

/**
 * From a file to its nuclei, each step on the page. What goes wrong becomes the image's
 * trouble; where the work was stopped for another model, the image waits again.
 */
export async function findNuclei(
  services: Services,
  state: State,
  item: Item,
  start: () => Promise<void>,
): Promise<void> {
  const { items, settings, progress, stopping, announcement } = state;
  const { id, name } = item;
  const model = state.model.value;
  stopping.value = false;
  try {
    await readItem(services, state, item);
    changeItem(items, id, { stage: "finding", trouble: undefined });
    await start();
    await loadModel(services, state, model);
    if (stopping.value) throw new StoppedError();
    const asked = settings.value;
    progress.value = { id, done: 0, total: 0 };
    const found = await services.segmenter.segment(
      id,
      model,
      asked.choice,
      asked.pixelSize,
      (done, total) => {
        progress.value = { id, done, total };
      },
    );
    keepNuclei(state, found, asked);
    announcement.value = `${writeNuclei(found.count)} found in ${name}`;
  } catch (error) {
    const trouble: Trouble = troubleOf(error);
    const again = trouble.code === "stopped" && state.model.value !== model;
    changeItem(items, id, {
      stage: again ? "waiting" : trouble.code === "stopped" ? "stopped" : "failed",
      trouble: again ? undefined : trouble,
    });
    const isSeen = state.currentId.value === id;
    // The note on the image that is looked at speaks for itself.
    if (trouble.code !== "stopped" && !isSeen) {
      announcement.value = `${name}: ${trouble.message}`;
    }
  } finally {
    progress.value = undefined;
  }
}
