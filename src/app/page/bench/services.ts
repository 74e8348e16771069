/// <reference lib="dom" />
import type { DownloadFile, OpenedImage, Segmenter } from "../../segmenter.ts";

/** What the bench needs from outside; a test gives its own. */
export interface Services {
  readonly segmenter: Segmenter;
  /** A small picture for the list. */
  shrink(
    image: Pick<OpenedImage, "pixels" | "width" | "height">,
  ): Promise<ImageBitmap | undefined>;
  /** Hands a file to the person. */
  save(file: DownloadFile): void;
}
