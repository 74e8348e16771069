/** One file of the folder, and what should become of it. */
export interface OddFile {
  readonly name: string;
  /** The message of its error, without its path; or that it loads. */
  readonly expected: RegExp | "good";
  /** Of a good one: what it holds. */
  readonly holds?: {
    readonly width: number;
    readonly height: number;
    readonly channels: 1 | 2 | 3 | 4;
    readonly depth: 8 | 16;
    readonly data: readonly number[];
    /** How far a value may be off where the compression alters them; default 0. */
    readonly tolerance?: number;
    readonly conversions?: readonly string[];
    readonly warnings?: readonly string[];
  };
  /** The message where it is read as a mask, if it is another one. */
  readonly asMask?: RegExp;
}

/** A file to be made: of bytes, or as something else than a plain file. */
export interface OddRecipe extends OddFile {
  readonly bytes?: Uint8Array;
  /** Makes it at a path; gives false where this system cannot. */
  readonly make?: (path: string) => Promise<boolean | void>;
}

/** A pattern for exactly these words. */
export function exactly(words: string): RegExp {
  return new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
}

/** A pattern for the message of a file whose content is wrong. */
export const found = (words: string): RegExp =>
  exactly(`Expected a PNG, JPEG, WebP, GIF, BMP or TIFF image but found ${words}`);

/** The bytes of characters of one byte each (Latin-1). */
export const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));
