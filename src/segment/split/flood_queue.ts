/**
 * Pixels in the order of flooding: the lowest first, and among equals the one that
 * came first. A binary heap; every pixel may come once.
 */
export class FloodQueue {
  readonly #levels: Float64Array;
  readonly #turns: Int32Array;
  readonly #pixels: Int32Array;
  #size = 0;
  #turn = 0;
  /** The level of the pixel that was taken out last. */
  level = -Infinity;

  /** @param capacity how many pixels wait at once, at most */
  constructor(capacity: number) {
    this.#levels = new Float64Array(capacity);
    this.#turns = new Int32Array(capacity);
    this.#pixels = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  push(pixel: number, level: number): void {
    const turn = this.#turn++;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      // Whoever is here came before: equals stay above.
      if (this.#levels[parent]! <= level) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#put(at, pixel, level, turn);
  }

  /** Takes the next pixel out; there must be one. */
  pop(): number {
    const levels = this.#levels, turns = this.#turns;
    const next = this.#pixels[0]!;
    this.level = levels[0]!;
    const size = --this.#size;
    const level = levels[size]!, turn = turns[size]!, pixel = this.#pixels[size]!;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      const right = child + 1;
      if (right < size) {
        const here = levels[child]!, there = levels[right]!;
        if (there < here || (there === here && turns[right]! < turns[child]!)) {
          child = right;
        }
      }
      const lower = levels[child]!;
      if (lower > level || (lower === level && turns[child]! > turn)) break;
      this.#move(child, at);
      at = child;
    }
    this.#put(at, pixel, level, turn);
    return next;
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#pixels[from]!, this.#levels[from]!, this.#turns[from]!);
  }

  #put(at: number, pixel: number, level: number, turn: number): void {
    this.#pixels[at] = pixel;
    this.#levels[at] = level;
    this.#turns[at] = turn;
  }
}
