/** What scored or drawn values are about; a caption must name all of it. */
export interface Scope {
  /** Number of images. */
  readonly n: number;
  /** Name of the split, such as `"stage1_test"`. */
  readonly split: string;
  /** The metric with its definition, such as `"Mean IoU (mean over images of ...)"`. */
  readonly metric: string;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** With a capital letter, as the beginning of a caption. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "train (n = 670) and test (n = 65)". */
export function splitsWithCounts(counts: ReadonlyMap<string, number>): string {
  return listed([...counts].map(([split, n]) => `${split} (n = ${n})`));
}

/** "1 image", "2 images". */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** Text made safe between tags and in attributes. */
export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Pixels that text takes, roughly, in a sans-serif: fonts differ by machine. */
export function textWidth(text: string, size: number): number {
  return text.length * size * 0.56;
}

/** Breaks text into lines that fit a width in pixels. */
export function wrap(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, size) <= width) {
      lines[lines.length - 1] = longer;
    } else lines.push(word);
  }
  return lines;
}

/** Shortens text to a width in pixels, with an ellipsis where it was cut. */
export function shorten(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const letters = Math.max(1, Math.floor(width / (size * 0.56)) - 1);
  return `${text.slice(0, letters)}…`;
}
