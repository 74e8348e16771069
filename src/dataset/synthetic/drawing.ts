import type { Layout } from "./layout.ts";

/** A picture as drawn, before it becomes a file's channels. */
export interface Drawing {
  /** 0..255: one value a pixel (gray) or three (red, green, blue). */
  readonly values: Uint8Array;
  readonly layout: Layout;
}
