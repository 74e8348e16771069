/** Where a typed array lies in memory. The caller keeps the array alive. */
export function addressOf(array: ArrayBufferView<ArrayBuffer>): bigint {
  // Reading `buffer` moves a small array off V8's heap, where nothing moves.
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return Deno.UnsafePointer.value(Deno.UnsafePointer.of(bytes));
}

/** oneDNN's vector code likes whole cache lines. */
const LINE = 64;

/** A piece of memory at a fixed, aligned address. */
export class Buffer {
  readonly #memory: ArrayBuffer;
  readonly #offset: number;
  readonly address: bigint;
  /** How many still need it. */
  holders = 1;
  /** True when JavaScript may hold a view of it: it is never used again. */
  escaped = false;

  constructor(readonly bytes: number) {
    this.#memory = new ArrayBuffer(bytes + LINE);
    const base = addressOf(new Uint8Array(this.#memory));
    this.#offset = Number((BigInt(LINE) - base % BigInt(LINE)) % BigInt(LINE));
    this.address = base + BigInt(this.#offset);
  }

  get memory(): ArrayBuffer {
    return this.#memory;
  }

  /** The first elements as float32. */
  floats(length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory, this.#offset, length);
  }

  /** The first bytes. */
  view(length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#memory, this.#offset, length);
  }
}

/** Rounds up to one of eight sizes between each two powers of two. */
export function sizeClass(bytes: number): number {
  if (bytes <= 512) return Math.max(LINE, Math.ceil(bytes / LINE) * LINE);
  const step = 2 ** (Math.floor(Math.log2(bytes)) - 3);
  return Math.ceil(bytes / step) * step;
}

/** Keeps released memory for the next tensor of its size. */
export class BufferPool {
  readonly #free = new Map<number, Buffer[]>();
  readonly #owners = new WeakMap<ArrayBufferLike, Buffer>();
  #freeBytes = 0;
  /** Buffers made so far. */
  made = 0;

  /** @param limit bytes that may lie unused */
  constructor(readonly limit: number) {}

  /**
   * @returns memory with any content, held once
   * @throws {RangeError} if there is none left
   */
  take(bytes: number): Buffer {
    const size = sizeClass(bytes);
    const waiting = this.#free.get(size)?.pop();
    if (waiting) {
      this.#freeBytes -= size;
      waiting.holders = 1;
      return waiting;
    }
    const made = this.#make(size);
    this.#owners.set(made.memory, made);
    this.made++;
    return made;
  }

  #make(size: number): Buffer {
    try {
      return new Buffer(size);
    } catch {
      // What lies unused may be what is missing.
      this.clear();
      return new Buffer(size);
    }
  }

  hold(buffer: Buffer): Buffer {
    buffer.holders++;
    return buffer;
  }

  release(buffer: Buffer): void {
    if (--buffer.holders > 0 || buffer.escaped) return;
    if (this.#freeBytes + buffer.bytes > this.limit) return;
    const waiting = this.#free.get(buffer.bytes);
    if (waiting) waiting.push(buffer);
    else this.#free.set(buffer.bytes, [buffer]);
    this.#freeBytes += buffer.bytes;
  }

  /** The buffer that an array is a view of, if it is one of ours. */
  ownerOf(memory: ArrayBufferLike): Buffer | undefined {
    return this.#owners.get(memory);
  }

  /** Bytes that wait for use. */
  get freeBytes(): number {
    return this.#freeBytes;
  }

  /** Gives what lies unused back to the garbage collector. */
  clear(): void {
    this.#free.clear();
    this.#freeBytes = 0;
  }
}
