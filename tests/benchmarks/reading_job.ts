/** What is read, by everybody alike. */
export interface ReadingJob {
  /** The folder with the contest's `stage1_train` or its zip. */
  readonly source: string;
  /** Of training images. */
  readonly ids: readonly string[];
  /** Pixels along each side, of what the images are resized to. */
  readonly size: number;
  /** Threads or processes that read. */
  readonly threads: number;
  /** How far apart the pixels are that are compared. */
  readonly stride: number;
}

/** What came of it. */
export interface ReadingAnswer {
  /** Names and versions. */
  readonly words: string;
  /** From the call until all is in memory, in a process that has started. */
  readonly seconds: number;
  /** SHA-256 of all masks. */
  readonly masks: string;
  /** Pixels of nuclei in all masks. */
  readonly nucleus_pixels: number;
  /** Every `stride`-th value of all pixels, 0..65535. */
  readonly probes: readonly number[];
}

/** Both may round a value on its way, but no further than to the next. */
const MOST_DIFFERENCE = 1;

/**
 * @throws {Error} if the two did not read the same: masks to the bit, pixels to a
 *   65535th
 */
export function expectSame(
  name: string,
  ours: ReadingAnswer,
  theirs: ReadingAnswer,
): void {
  const refuse = (what: string, own: number, other: number) => {
    throw new Error(`Expected ${what} as ${name} read it, ${other}, but found ${own}`);
  };
  if (ours.nucleus_pixels !== theirs.nucleus_pixels) {
    refuse("as many pixels of nuclei", ours.nucleus_pixels, theirs.nucleus_pixels);
  }
  if (ours.masks !== theirs.masks) {
    throw new Error(`Expected the masks as ${name} read them but found others`);
  }
  if (ours.probes.length !== theirs.probes.length) {
    refuse("as many pixels", ours.probes.length, theirs.probes.length);
  }
  ours.probes.forEach((own, i) => {
    const other = theirs.probes[i]!;
    if (Math.abs(own - other) > MOST_DIFFERENCE) refuse(`pixel ${i}`, own, other);
  });
}
