import { FAINT } from "./palette.ts";
import { escapeXml, shorten, textWidth } from "./words.ts";

/** Over a picture: what it is, and a word on it, such as a score. */
export interface PictureHead {
  readonly name: string;
  readonly note: string;
}

/** The lines over pictures that are all `side` pixels wide. */
export interface PictureHeads {
  /** Pixels from the top to the picture. */
  readonly height: number;
  readonly draw: (head: PictureHead) => string;
}

/**
 * Name and note side by side; where any two do not fit, all notes get a line of their
 * own, so that the pictures stay in a row.
 */
export function pictureHeads(heads: readonly PictureHead[], side: number): PictureHeads {
  const isTight = heads.some(({ name, note }) =>
    note !== "" && textWidth(name, 11) + textWidth(note, 11) + 6 > side
  );
  const room = (note: string) => isTight ? side : side - note.length * 6 - 6;
  const place = isTight
    ? 'y="27" font-size="11"'
    : `x="${side}" y="13" font-size="11" text-anchor="end"`;
  return {
    height: isTight ? 34 : 20,
    draw: ({ name, note }) =>
      `<text y="13" font-size="11">${
        escapeXml(shorten(name, 11, room(note)))
      }</text><text ${place} fill="${FAINT}">${
        escapeXml(shorten(note, 11, side))
      }</text>`,
  };
}
