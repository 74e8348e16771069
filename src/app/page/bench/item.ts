/// <reference lib="dom" />
import type { FoundNuclei, OpenedImage, SplitChoice, Trouble } from "../../segmenter.ts";

/** How far an image of the list is. */
export type Stage = "waiting" | "reading" | "finding" | "found" | "failed" | "stopped";

/** What decides the nuclei beside the model. */
export interface Settings {
  readonly choice: SplitChoice;
  /** Micrometres a pixel. */
  readonly pixelSize?: number | undefined;
}

/** What is kept of the nuclei of an image; labels are large, and kept apart. */
export interface ItemNuclei extends Omit<FoundNuclei, "labels"> {
  /** Of the settings that they were asked for with. */
  readonly settings: string;
  /** Another one for each answer. */
  readonly serial: number;
}

/** An image of the list. */
export interface Item {
  readonly id: string;
  readonly name: string;
  readonly file: Blob;
  readonly stage: Stage;
  readonly opened?: Omit<OpenedImage, "pixels">;
  readonly thumbnail?: ImageBitmap | undefined;
  readonly nuclei?: ItemNuclei;
  readonly trouble?: Trouble | undefined;
}

/** Two settings of the same key give the same nuclei. */
export function keyOfSettings({ choice, pixelSize }: Settings): string {
  return JSON.stringify([
    choice.threshold ?? null,
    choice.minArea ?? null,
    pixelSize ?? null,
  ]);
}

/** Whether the network must look at it. */
export function needsNetwork({ stage }: Item): boolean {
  return stage === "waiting";
}

/** Whether what the network said must be told apart anew. */
export function needsSplit({ stage, nuclei }: Item, settings: string): boolean {
  return stage === "found" && nuclei !== undefined && nuclei.settings !== settings;
}

/** The first that needs something, the one that is looked at before all others. */
export function chooseNext(
  items: readonly Item[],
  current: string | undefined,
  needs: (item: Item) => boolean,
): Item | undefined {
  const looked = items.find(({ id }) => id === current);
  return looked !== undefined && needs(looked) ? looked : items.find(needs);
}

/** How many images are ready, at work, to come or in trouble. */
export function countStages(items: readonly Item[]) {
  const counts = { ready: 0, pending: 0, failed: 0, stopped: 0, nuclei: 0 };
  for (const { stage, nuclei } of items) {
    if (stage === "found") counts.ready++;
    else if (stage === "failed") counts.failed++;
    else if (stage === "stopped") counts.stopped++;
    else counts.pending++;
    counts.nuclei += stage === "found" ? nuclei?.count ?? 0 : 0;
  }
  return counts;
}
