/// <reference lib="dom" />
import { effect, signal } from "@preact/signals";
import { type Download, type DownloadFile, DOWNLOADS } from "../../segmenter.ts";
import { troubleOf } from "../plain/trouble_words.ts";
import type { Services } from "./services.ts";
import type { State } from "./state.ts";

/** Files of the image that is looked at, and all of all images. */
export function createDownloads({ segmenter, save }: Services, state: State) {
  /** What is being written, in words. */
  const writing = signal<string | undefined>(undefined);
  async function hand(words: string, make: () => Promise<readonly DownloadFile[]>) {
    writing.value = state.stale.value ? "Waiting for the new settings" : words;
    try {
      await settled();
      writing.value = words;
      for (const file of await make()) save(file);
      state.announcement.value = `${words}: done`;
    } catch (error) {
      state.trouble.value = troubleOf(error);
    } finally {
      writing.value = undefined;
    }
  }
  /** Resolves once no setting waits to act on the nuclei. */
  function settled(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = effect(() => {
      if (!state.stale.value) resolve();
    });
    return promise.then(end);
  }
  function ready() {
    return state.items.value.flatMap(({ id, stage, nuclei }) =>
      stage === "found" && nuclei !== undefined ? [{ id, model: nuclei.model }] : []
    );
  }
  async function saveOne(wanted: Download): Promise<void> {
    const item = state.current.value;
    if (item?.nuclei === undefined) return;
    const { id, nuclei: { model } } = item;
    if (item.stage !== "found") return;
    await hand(
      `Writing the ${wanted}`,
      () => segmenter.files(id, model, [wanted], state.pixelSize.value),
    );
  }
  async function saveZip(ids: readonly string[] | "all"): Promise<void> {
    const images = () => ready().filter(({ id }) => ids === "all" || ids.includes(id));
    if (images().length === 0) return;
    await hand("Writing the zip", async () => [
      await segmenter.zip(images(), DOWNLOADS, state.pixelSize.value),
    ]);
  }
  return { writing, saveOne, saveZip };
}

export type Downloads = ReturnType<typeof createDownloads>;
