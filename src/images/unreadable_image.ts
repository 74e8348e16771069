import { InputError } from "../base/mod.ts";
import { FORMATS, type ImageFormat } from "./formats/format.ts";
import { Damage, Refusal } from "./formats/refusal.ts";

/**
 * Why a file gave no image: it is something else, has more pixels than are taken, is
 * of a kind of its format that is not read, or is damaged or cut short.
 */
export type UnreadableCode = "not-an-image" | "too-large" | "unsupported" | "corrupt";

/**
 * A file that gave no image. The message says what it was found to be; the code sorts
 * the reasons, for programs that advise on each in words of their own.
 *
 * @example
 * ```ts
 * import { decodeImage, UnreadableImage } from "#karyon";
 * const error = await decodeImage(new Uint8Array(), "a.png").catch((error) => error);
 * if (!(error instanceof UnreadableImage)) throw error;
 * if (error.code !== "not-an-image") throw new Error(error.code);
 * ```
 */
export class UnreadableImage extends InputError {
  /** @param found what the file was found to be, in words that follow "found" */
  constructor(
    readonly code: UnreadableCode,
    found: string,
    options: { readonly path: string; readonly cause?: unknown },
  ) {
    super(`Expected a ${FORMATS} image but found ${found}`, options);
  }
}

/**
 * What a decoder threw, as an error about the file.
 *
 * @param explain why the decoder gave up, where it did not say so itself
 */
export function asUnreadable(
  error: unknown,
  format: ImageFormat,
  name: string,
  explain: () => string,
): UnreadableImage {
  const options = { path: name, cause: error };
  if (error instanceof Refusal) {
    return new UnreadableImage(error.code, error.message, options);
  }
  const reason = error instanceof Damage ? error.message : explain();
  return new UnreadableImage(
    "corrupt",
    `a ${format} that cannot be read: ${reason}`,
    options,
  );
}
