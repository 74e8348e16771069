import { InputError } from "../base/mod.ts";

/**
 * Decodes one nucleus of the contest's CSV: pairs of start and length, down
 * the columns, the first pixel numbered 1.
 *
 * Source: the 2018 Data Science Bowl's submission format.
 *
 * @param codes such as `"1 3 10 5"`; empty for no pixels
 * @param width pixels
 * @param height pixels
 * @returns row-major, 1 in the runs and 0 elsewhere
 * @throws {InputError} if the codes are not pairs of whole numbers, or a run
 *   leaves the image
 *
 * @example
 * ```ts
 * import { runLengthDecode } from "#karyon";
 * // The second and third pixel down the first column of a 2 x 3 image.
 * const mask = runLengthDecode("2 2", 2, 3);
 * if (mask.join() !== "0,0,1,0,1,0") throw new Error(mask.join());
 * ```
 */
export function runLengthDecode(
  codes: string,
  width: number,
  height: number,
): Uint8Array {
  const mask = new Uint8Array(width * height);
  const words = codes.trim() === "" ? [] : codes.trim().split(/\s+/);
  const numbers = words.map(Number);
  if (numbers.length % 2 !== 0 || !numbers.every((n) => Number.isInteger(n) && n > 0)) {
    throw new InputError(
      `Expected pairs of start and length above 0 but found "${codes.slice(0, 40)}"`,
    );
  }
  for (let i = 0; i < numbers.length; i += 2) {
    const start = numbers[i]! - 1;
    const end = start + numbers[i + 1]!;
    if (end > mask.length) {
      throw new InputError(
        `Expected runs inside ${width} x ${height} pixels but found one that ends at pixel ${end} of ${mask.length}`,
      );
    }
    for (let place = start; place < end; place++) {
      mask[(place % height) * width + Math.floor(place / height)] = 1;
    }
  }
  return mask;
}

/**
 * Encodes a mask as the contest does: the inverse of {@linkcode runLengthDecode}.
 *
 * @param mask row-major, anything but 0 counts as nucleus
 * @throws {InputError} if the mask is not of that size
 *
 * @example
 * ```ts
 * import { runLengthEncode } from "#karyon";
 * const codes = runLengthEncode(Uint8Array.of(0, 0, 1, 0, 1, 0), 2, 3);
 * if (codes !== "2 2") throw new Error(codes);
 * ```
 */
export function runLengthEncode(
  mask: ArrayLike<number>,
  width: number,
  height: number,
): string {
  const runs = runsDown(mask, width, height, (value) => value === 0 ? 0 : 1);
  return runs.get(1)?.join(" ") ?? "";
}

/**
 * Encodes every nucleus of labels in one pass, each as {@linkcode runLengthEncode}
 * would its mask.
 *
 * @param labels row-major, 0 is background
 * @returns the codes by label, in the order of labels
 * @throws {InputError} if the labels are not of that size
 *
 * @example
 * ```ts
 * import { runLengthEncodeLabels } from "#karyon";
 * const codes = runLengthEncodeLabels(Int32Array.of(0, 2, 1, 2), 2, 2);
 * if ([...codes].join() !== "1,2 1,2,3 2") throw new Error([...codes].join());
 * ```
 */
export function runLengthEncodeLabels(
  labels: Int32Array,
  width: number,
  height: number,
): Map<number, string> {
  const runs = runsDown(labels, width, height, (label) => label);
  return new Map(
    [...runs].sort(([a], [b]) => a - b).map(([label, codes]) => [label, codes.join(" ")]),
  );
}

/** Starts and lengths, by what `kindOf` makes of the values; 0 is left out. */
function runsDown(
  values: ArrayLike<number>,
  width: number,
  height: number,
  kindOf: (value: number) => number,
): Map<number, number[]> {
  if (values.length !== width * height) {
    throw new InputError(
      `Expected a mask of ${width} x ${height} = ${
        width * height
      } pixels but found ${values.length}`,
    );
  }
  const runs = new Map<number, number[]>();
  let kind = 0, start = 0;
  const end = (place: number) => {
    if (kind !== 0) runs.getOrInsertComputed(kind, () => []).push(start, place - start);
  };
  for (let x = 0, place = 1; x < width; x++) {
    for (let at = x; at < values.length; at += width, place++) {
      const next = kindOf(values[at]!);
      if (next === kind) continue;
      end(place);
      kind = next;
      start = place;
    }
  }
  end(values.length + 1);
  return runs;
}
