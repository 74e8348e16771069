import type { SplitSettings } from "../../segment/mod.ts";
import type { DownloadFile } from "../segmenter.ts";

/** What the nuclei of an image come from. */
export interface MadeBy {
  /** The file's name. */
  readonly image: string;
  readonly model: string;
  readonly settings: SplitSettings;
  /** Micrometres a pixel, where it is known. */
  readonly pixelSize: number | undefined;
}

/** A file that says how the others were made, so that they can be made again. */
export function tellSettings(made: readonly MadeBy[]): DownloadFile {
  const images = made.map(({ pixelSize, ...one }) => ({
    ...one,
    pixel_size_um: pixelSize ?? null,
  }));
  return {
    name: "settings.json",
    type: "application/json",
    bytes: new TextEncoder().encode(`${JSON.stringify({ images }, null, 2)}\n`),
  };
}
