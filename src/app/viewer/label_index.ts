/** Where the nuclei of a label image are: boxes and hits. */
import type { Box, Point } from "./view.ts";

/** Finds nuclei by place, and places by label. */
export class LabelIndex {
  readonly #labels: Int32Array;
  readonly #width: number;
  readonly #height: number;
  readonly #boxes = new Map<number, Box>();

  /**
   * @param labels row-major, `width * height`; 0 is background
   * @throws {RangeError} if the labels are not of that size
   */
  constructor(labels: Int32Array, width: number, height: number) {
    if (labels.length !== width * height) {
      throw new RangeError(
        `Expected labels for ${width} x ${height} pixels but found ${labels.length}`,
      );
    }
    this.#labels = labels;
    this.#width = width;
    this.#height = height;
    for (let y = 0; y < height; y++) this.#addRow(y);
  }

  /** Run by run: a nucleus has far fewer of them than pixels. */
  #addRow(y: number): void {
    const start = y * this.#width, end = start + this.#width;
    for (let at = start; at < end;) {
      const label = this.#labels[at]!;
      const from = at;
      while (at < end && this.#labels[at] === label) at++;
      if (label === 0) continue;
      const left = from - start, right = at - start;
      const box = this.#boxes.get(label);
      this.#boxes.set(label, {
        left: Math.min(left, box?.left ?? left),
        top: box?.top ?? y,
        right: Math.max(right, box?.right ?? right),
        bottom: y + 1,
      });
    }
  }

  /** How many nuclei. */
  get count(): number {
    return this.#boxes.size;
  }

  /** The box around a nucleus, undefined where no nucleus has this label. */
  box(label: number): Box | undefined {
    return this.#boxes.get(label);
  }

  /** The nucleus at a point of the image, undefined on background and outside. */
  at({ x, y }: Point): number | undefined {
    const column = Math.floor(x), row = Math.floor(y);
    if (column < 0 || row < 0 || column >= this.#width || row >= this.#height) return;
    return this.#labels[row * this.#width + column] || undefined;
  }

  /** The nuclei whose boxes meet a part of the image. */
  within(part: Box): number[] {
    return [...this.#boxes]
      .filter(([, box]) =>
        box.left < part.right && box.right > part.left &&
        box.top < part.bottom && box.bottom > part.top
      )
      .map(([label]) => label);
  }

  /** The nucleus so many steps after another by label, around the end. */
  step(label: number | undefined, steps: 1 | -1): number | undefined {
    const sorted = [...this.#boxes.keys()].sort((a, b) => a - b);
    const at = label === undefined ? -1 : sorted.indexOf(label);
    return at < 0
      ? sorted.at(steps === 1 ? 0 : -1)
      : sorted.at((at + steps) % sorted.length);
  }
}
