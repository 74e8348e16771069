/** Files that a person may have; images are drawn. */
import sharp from "sharp";
import { createImage, drawSyntheticSample, encodePng, type Image } from "#karyon";
import { GRAY, handPng } from "../../images/hand_png.ts";

/** A file that a person has. */
export interface OwnFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const draw = (kind: "white-on-black" | "purple-on-white", index: number) =>
  drawSyntheticSample(1, index, { split: "test", kind }).image;

/** 256 x 256 pixels. */
export const cells = draw("white-on-black", 3);

export const cellsFile = async (name = "cells.png"): Promise<OwnFile> => ({
  name,
  bytes: await encodePng(cells),
});

export const tissueFile = async (): Promise<OwnFile> => ({
  name: "tissue.png",
  bytes: await encodePng(draw("purple-on-white", 1)),
});

const text = (name: string, words: string): OwnFile => ({
  name,
  bytes: new TextEncoder().encode(words),
});

/** Gray, in 16 bits of which the lower twelve are used, as cameras do. */
export async function deepTiffFile(): Promise<OwnFile> {
  const { width, height, channels, data } = cells;
  const values = Uint16Array.from(
    { length: width * height },
    (_, i) => data[i * channels]! * 16,
  );
  const raw = { width, height, channels: 1 } as const;
  const tiff = sharp(values, { raw }).toColourspace("grey16").tiff({
    compression: "lzw",
  });
  return { name: "deep.tif", bytes: new Uint8Array(await tiff.toBuffer()) };
}

/** Nothing is in it. */
export const blackFile = async (): Promise<OwnFile> => ({
  name: "black.png",
  bytes: await encodePng(createImage(128, 128, 1)),
});

export const notesFile = text("notes.png", "Tuesday: feed the cells.\n");
export const paperFile = text("paper.png", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n");
export const emptyFile = text("empty.png", "");
export const hugeFile: OwnFile = {
  name: "huge.png",
  bytes: handPng(20_000, 8, GRAY, [[0]]),
};

/** A file's first half. */
export const cutFile = ({ name, bytes }: OwnFile): OwnFile => ({
  name: `cut ${name}`,
  bytes: bytes.subarray(0, bytes.length / 2),
});

/** An image beside itself and below, `times` in each direction. */
export function repeat(image: Image, times: number): Image {
  const { width, height, channels } = image;
  const large = createImage(width * times, height * times, channels);
  const line = width * channels;
  for (let y = 0; y < height * times; y++) {
    const from = (y % height) * line;
    for (let x = 0; x < times; x++) {
      large.data.set(image.data.subarray(from, from + line), (y * times + x) * line);
    }
  }
  return large;
}
