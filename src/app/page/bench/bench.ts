/// <reference lib="dom" />
import { batch, effect } from "@preact/signals";
import type { OfferedModel } from "../../segmenter.ts";
import { createLane } from "../plain/lane.ts";
import { writeCount } from "../plain/write_numbers.ts";
import { createComparison } from "./compare.ts";
import { createDownloads } from "./downloads.ts";
import { createStart, findNuclei } from "./find_nuclei.ts";
import { chooseNext, needsNetwork, needsSplit } from "./item.ts";
import type { Services } from "./services.ts";
import { showCurrent } from "./show_current.ts";
import { splitAgain } from "./split_again.ts";
import { createState } from "./state.ts";

/** A file with the name that it is shown by. */
export interface NamedFile {
  readonly file: Blob;
  readonly name: string;
}

/**
 * The page without its looks: a list of images, one of which is looked at, and what can
 * be done with them.
 *
 * The network's work and the splitting are two lanes: a slider moves the nuclei of one
 * image while the network looks at another.
 *
 * @param models at least one; the first is the one to begin with
 */
export function createBench(
  services: Services,
  models: readonly [OfferedModel, ...OfferedModel[]],
) {
  const state = createState(models, models[0].name);
  const { items, currentId, model, settingsKey, selected, announcement } = state;
  const start = createStart(services, state);
  const finding = createLane(
    () => chooseNext(items.value, currentId.value, needsNetwork),
    (item) => findNuclei(services, state, item, start),
  );
  const splitting = createLane(
    () =>
      chooseNext(
        items.value,
        currentId.value,
        (item) => needsSplit(item, settingsKey.value),
      ),
    (item) => splitAgain(services, state, item),
  );
  effect(() => {
    if (state.busy.value) finding.wake();
    if (state.stale.value) splitting.wake();
  });
  showCurrent(services, state);
  const comparison = createComparison(services, state, start);
  let added = 0;

  function look(id: string | undefined) {
    batch(() => {
      if (id !== currentId.value) selected.value = undefined;
      currentId.value = id;
    });
  }
  function setStages(from: readonly string[], to: "waiting" | "stopped", only?: string) {
    items.value = items.value.map((item) =>
      from.includes(item.stage) && (only === undefined || item.id === only)
        ? { ...item, stage: to, trouble: undefined }
        : item
    );
  }
  return {
    ...state,
    ...createDownloads(services, state),
    comparison,
    start: () => start().catch(() => {}),
    look,
    /** Puts files at the end of the list, and looks at the first of them. */
    add(files: readonly NamedFile[]) {
      if (files.length === 0) return;
      const fresh = files.map(({ file, name }) => ({
        id: `image-${++added}`,
        name,
        file,
        stage: "waiting" as const,
      }));
      batch(() => {
        items.value = [...items.value, ...fresh];
        look(fresh[0]?.id);
        announcement.value = `${writeCount(fresh.length, "image", "images")} added`;
      });
    },
    /** Stops the image at work and those that wait. */
    stop() {
      setStages(["waiting"], "stopped");
      state.stopping.value = true;
      void services.segmenter.stop();
    },
    /** Goes on with what was stopped. */
    goOn() {
      setStages(["stopped"], "waiting");
    },
    /** Tries one image again. */
    retry(id: string) {
      setStages(["failed", "stopped"], "waiting", id);
    },
    chooseModel(name: string) {
      if (name === model.value) return;
      const working = state.progress.value !== undefined;
      model.value = name;
      // What another model has found must not pass for this one's.
      setStages(["found"], "waiting");
      // A model beside itself has nothing to tell.
      if (comparison.rivalModel.value === name) comparison.rivalModel.value = undefined;
      // An own threshold of one model says little about another's.
      state.choice.value = {};
      state.stopping.value = true;
      if (working) void services.segmenter.stop();
    },
    remove(id: string) {
      batch(() => {
        const at = items.value.findIndex((item) => item.id === id);
        const left = items.value.filter((item) => item.id !== id);
        items.value[at]?.thumbnail?.close();
        items.value = left;
        if (currentId.value === id) look((left[at] ?? left[at - 1])?.id);
      });
      state.pixels.delete(id);
      if (state.progress.value?.id === id) void services.segmenter.stop();
      void services.segmenter.close(id);
    },
  };
}

export type Bench = ReturnType<typeof createBench>;
