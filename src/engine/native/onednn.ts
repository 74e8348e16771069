import { openLibrary } from "./library/mod.ts";
import { SYMBOLS } from "./symbols.ts";

/** Something that oneDNN made: an opaque address. */
export type Handle = bigint;

const STATUS = [
  "success",
  "out of memory",
  "invalid arguments",
  "not implemented",
  "no further implementation",
  "error at run time",
  "not required",
];
const UNIMPLEMENTED = [3, 4];

/** oneDNN's refusal, with the name of the call and its reason. */
export class OneDnnError extends Error {
  override readonly name = "OneDnnError";
  /** True if oneDNN has no code for what was asked, which is no mistake. */
  readonly unimplemented: boolean;

  constructor(call: string, status: number) {
    super(`oneDNN refused ${call}: ${STATUS[status] ?? `status ${status}`}`);
    this.unimplemented = UNIMPLEMENTED.includes(status);
  }
}

type Library = Deno.DynamicLibrary<typeof SYMBOLS>;

/** oneDNN's processor engine and stream, and the calls upon them. */
export class OneDnn {
  readonly calls: Library["symbols"];
  readonly engine: Handle;
  readonly stream: Handle;
  readonly #cell = new BigUint64Array(1);
  readonly #cellBytes = new Uint8Array(this.#cell.buffer);

  /**
   * @param path where the library is, or its name for the system's loader
   * @throws {Error} if it cannot be loaded, or lacks a symbol
   */
  constructor(path: string) {
    this.calls = openLibrary(path, SYMBOLS).symbols;
    const processor = 1;
    this.engine = this.make(
      "an engine",
      (cell) => this.calls.dnnl_engine_create(cell, processor, 0n),
    );
    const inOrder = 1;
    this.stream = this.make(
      "a stream",
      (cell) => this.calls.dnnl_stream_create(cell, this.engine, inOrder),
    );
  }

  /** Throws unless the status is success. */
  expect(call: string, status: number): void {
    if (status !== 0) throw new OneDnnError(call, status);
  }

  /** Makes something through a call that fills a cell with its handle. */
  make(what: string, call: (cell: Uint8Array<ArrayBuffer>) => number): Handle {
    this.expect(what, call(this.#cellBytes));
    return this.#cell[0]!;
  }
}

/** 64-bit integers for a C array. */
export const int64s = (values: readonly number[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(BigInt64Array.from(values, BigInt).buffer);

/** Strides of a dense row-major array. */
export function denseStrides(shape: readonly number[]): number[] {
  const strides: number[] = new Array(shape.length);
  for (let i = shape.length - 1, step = 1; i >= 0; i--) {
    strides[i] = step;
    step *= shape[i]!;
  }
  return strides;
}
