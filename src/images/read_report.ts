import type { ImageFormat } from "./formats/format.ts";

/** What reading one file found and did, beside the pixels. */
export interface ReadReport {
  /** A path, or what else the file was called. */
  readonly name: string;
  readonly format: ImageFormat;
  /** What differs from the file, one phrase each, such as "palette to RGB". */
  readonly conversions: readonly string[];
  /** What a user should know, one sentence each, such as pages that were left out. */
  readonly warnings: readonly string[];
}
