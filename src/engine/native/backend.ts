import * as tf from "@tensorflow/tfjs";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { addressOf, type Buffer, BufferPool } from "./buffers.ts";
import { BF16, bytesOf, ELTWISE, F32, type Format } from "./constants.ts";
import { runEltwise } from "./kernels/eltwise.ts";
import { Builder, type PostOperation } from "./builder.ts";
import { type OneDnn } from "./onednn.ts";
import { type Primitive } from "./primitive.ts";
import { type Built, PrimitiveCache } from "./primitive_cache.ts";
import { Values } from "./values.ts";

type Content = tf.backend_util.BackendValues;
type Identifier = Parameters<MathBackendCPU["readSync"]>[0];

const sizeOf = (shape: readonly number[]): number => tf.util.sizeFromShape([...shape]);

/** Tables that are kept, such as the matrices of resizing. */
const TABLES = 64;

/** What the backend is made with. */
export interface NativeOptions {
  readonly dnnl: OneDnn;
  /** Bytes of memory that may wait for the next tensor. */
  readonly poolLimit: number;
}

/**
 * TensorFlow.js's JavaScript backend with its values in memory that oneDNN can
 * reach, so that each kernel may be native or JavaScript, whichever there is.
 */
export class NativeBackend extends MathBackendCPU {
  readonly dnnl: OneDnn;
  readonly pool: BufferPool;
  readonly primitives: PrimitiveCache;
  /** How convolutions keep their results. */
  activations: Format = F32;
  readonly #scratch = new Map<string, Buffer>();
  readonly #constants = new Map<number, Buffer>();
  readonly #tables = new Map<string, Buffer>();

  constructor({ dnnl, poolLimit }: NativeOptions) {
    super();
    this.dnnl = dnnl;
    this.pool = new BufferPool(poolLimit);
    this.primitives = new PrimitiveCache(1024);
  }

  #store(id: Identifier, dtype: tf.DataType, length: number, made?: Content): Values {
    const values = new Values(this, dtype, length, made);
    this.data.set(id, values as never);
    return values;
  }

  override write(made: Content, shape: number[], dtype: tf.DataType): Identifier {
    // A JavaScript kernel may hand back a view of native memory.
    if (ArrayBuffer.isView(made)) {
      const owner = this.pool.ownerOf(made.buffer);
      if (owner) owner.escaped = true;
    }
    const id = {};
    this.#store(id, dtype, sizeOf(shape), made);
    return id;
  }

  override move(
    id: Identifier,
    made: Content,
    shape: number[],
    dtype: tf.DataType,
    refCount: number,
  ): void {
    this.#store(id, dtype, sizeOf(shape), made).refCount = refCount;
  }

  override readSync(id: Identifier): Content {
    const values = this.data.get(id) as unknown as Values;
    // The reader may keep the array longer than the tensor: it gets its own.
    return values.buffer || values.deferred
      ? (values.values as Float32Array).slice()
      : super.readSync(id);
  }

  override disposeData(id: Identifier, force = false): boolean {
    if (!this.data.has(id)) return true;
    const values = this.data.get(id) as unknown as Values;
    const gone = super.disposeData(id, force);
    if (gone) this.#forget(values);
    return gone;
  }

  #forget(values: Values): void {
    values.deferred?.drop();
    values.deferred = undefined;
    for (const part of ["buffer", "converted", "workspace"] as const) {
      const buffer = values[part];
      if (buffer) this.pool.release(buffer);
      values[part] = undefined;
    }
  }

  /** What is kept of a tensor. */
  valuesOf(tensor: tf.TensorInfo): Values {
    return this.data.get(tensor.dataId) as unknown as Values;
  }

  /** A new tensor, float32 to TensorFlow.js, with any content. */
  output(shape: readonly number[], format: Format = F32): tf.TensorInfo {
    const tensor = this.promise(shape);
    const bytes = sizeOf(shape) * bytesOf(format);
    this.valuesOf(tensor).keep(this.pool.take(bytes), format);
    return tensor;
  }

  /** A new float32 tensor without values yet. */
  promise(shape: readonly number[]): tf.TensorInfo {
    const dataId = {};
    this.#store(dataId, "float32", sizeOf(shape));
    return { dataId, shape: [...shape], dtype: "float32" };
  }

  /** A new boolean tensor, to be written at its address by native code. */
  booleans(shape: readonly number[]): tf.TensorInfo {
    return this.makeTensorInfo([...shape], "bool", new Uint8Array(sizeOf(shape)));
  }

  /** Where the values of `booleans` lie. */
  booleanAddress(tensor: tf.TensorInfo): bigint {
    return addressOf(this.valuesOf(tensor).values as Uint8Array<ArrayBuffer>);
  }

  /** Where a number lies, repeated at least this many times. */
  constant(value: number, count: number): bigint {
    const have = this.#constants.get(value);
    if (have && have.bytes >= count * bytesOf(F32)) return have.address;
    if (have) this.pool.release(have);
    const buffer = this.pool.take(count * bytesOf(F32));
    buffer.floats(buffer.bytes / bytesOf(F32)).fill(value);
    this.#constants.set(value, buffer);
    return buffer.address;
  }

  /** Where a table of floats lies, filled at its first use. */
  table(key: string, length: number, fill: (table: Float32Array) => void): bigint {
    const have = this.#tables.get(key);
    if (have) {
      // The youngest again: the next one asked for must not push it out.
      this.#tables.delete(key);
      this.#tables.set(key, have);
      return have.address;
    }
    const buffer = this.pool.take(length * bytesOf(F32));
    fill(buffer.floats(length));
    this.#tables.set(key, buffer);
    if (this.#tables.size > TABLES) {
      const [oldest, unused] = this.#tables.entries().next().value!;
      this.#tables.delete(oldest);
      this.pool.release(unused);
    }
    return buffer.address;
  }

  /** A tensor with the values of another and a shape of its own. */
  copy(x: tf.TensorInfo, shape: readonly number[]): tf.TensorInfo {
    this.incRef(x.dataId);
    return { dataId: x.dataId, shape: [...shape], dtype: x.dtype };
  }

  /** Multiplies values in their place. */
  scale(address: bigint, length: number, factor: number): void {
    runEltwise(
      this,
      { algorithm: ELTWISE.linear, alpha: factor },
      [address, address],
      length,
    );
  }

  /** The format that a tensor's values are in now. */
  formatOf(tensor: tf.TensorInfo): Format {
    const values = this.valuesOf(tensor);
    values.settle();
    return values.buffer ? values.format : F32;
  }

  /** Where a float tensor's values lie, in the given format. */
  address(tensor: tf.TensorInfo, format: Format = F32): bigint {
    return this.bufferOf(tensor, format).address;
  }

  /** The memory that a float tensor's values lie in, in the given format. */
  bufferOf(tensor: tf.TensorInfo, format: Format = F32): Buffer {
    const values = this.valuesOf(tensor);
    values.settle();
    const own = values.buffer ?? this.#adopt(values);
    if (values.format === format) return own;
    return values.converted ??= this.#convert(own, values, format);
  }

  /** Copies what JavaScript made into native memory. */
  #adopt(values: Values): Buffer {
    const buffer = this.pool.take(values.length * bytesOf(F32));
    // TensorFlow.js keeps integers and booleans under tensors called float32.
    buffer.floats(values.length).set(values.made as ArrayLike<number>);
    values.keep(buffer, F32);
    return buffer;
  }

  #convert(from: Buffer, { length, format }: Values, wanted: Format): Buffer {
    return this.convert(from, length, [format, wanted]);
  }

  /** A copy of values in another format. */
  convert(
    from: Buffer,
    length: number,
    [format, wanted]: readonly [from: Format, to: Format],
  ): Buffer {
    const to = this.pool.take(length * bytesOf(wanted));
    this.run(
      `convert ${format} ${wanted} ${length}`,
      (builder) =>
        builder.reorder(
          builder.describe([length], [1], format),
          builder.describe([length], [1], wanted),
        ),
      [from.address, to.address],
    );
    return to;
  }

  /** Turns bf16 values into float32 for good. */
  toFloat32(values: Values): void {
    const { buffer } = values;
    if (!buffer || values.format === F32) return;
    const floats = values.converted ?? this.#convert(buffer, values, F32);
    values.converted = undefined;
    this.pool.release(buffer);
    values.keep(floats, F32);
  }

  /** Working memory for one purpose, with any content, until the next call. */
  scratch(purpose: string, bytes: number): bigint {
    const have = this.#scratch.get(purpose);
    if (have && have.bytes >= bytes) return have.address;
    if (have) this.pool.release(have);
    const buffer = this.pool.take(bytes);
    this.#scratch.set(purpose, buffer);
    return buffer.address;
  }

  /** Something that oneDNN computes, built at its first use. */
  plan<Thing extends Built>(
    key: string,
    build: (builder: Builder) => Thing,
    operations: readonly PostOperation[] = [],
  ): Thing {
    return this.primitives.get(key, () => {
      const builder = new Builder(this.dnnl, operations);
      try {
        return build(builder);
      } finally {
        builder.dispose();
      }
    });
  }

  /** Runs a primitive, built at its first use, on these addresses. */
  run(
    key: string,
    build: (builder: Builder) => Primitive,
    addresses: bigint[],
    operations: readonly PostOperation[] = [],
  ): void {
    this.runPrimitive(this.plan(key, build, operations), addresses);
  }

  /** Runs a primitive with the working memory it wants. */
  runPrimitive(primitive: Primitive, addresses: bigint[]): void {
    if (primitive.scratchpad > 0) {
      addresses.push(this.scratch("primitive", primitive.scratchpad));
    }
    primitive.run(addresses);
  }

  /** The format of a result that comes from these tensors. */
  commonFormat(tensors: readonly tf.TensorInfo[]): Format {
    return tensors.some((tensor) => this.formatOf(tensor) === BF16) ? BF16 : F32;
  }
}

/** Where a typed array of ours lies; the caller keeps it alive. */
export { addressOf, sizeOf };
