import * as tf from "@tensorflow/tfjs";

/** Tensors by name, and what the writer said of them. */
export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, tf.Tensor>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: number[];
  readonly data_offsets: readonly [begin: number, end: number];
}

/**
 * Reads a file of float32 tensors: the length of the header in eight bytes, the
 * header as JSON, the numbers (https://huggingface.co/docs/safetensors).
 */
export async function readSafetensors(path: URL): Promise<Safetensors> {
  const bytes = await Deno.readFile(path);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const { __metadata__: metadata, ...entries } = header;
  const tensors = new Map<string, tf.Tensor>();
  for (const [name, entry] of Object.entries(entries as Record<string, Entry>)) {
    if (entry.dtype !== "F32") throw new Error(`Expected F32 but found ${entry.dtype}`);
    const [begin, end] = entry.data_offsets.map((offset) => 8 + length + offset);
    const values = new Float32Array(bytes.slice(begin, end).buffer);
    tensors.set(name, tf.tensor(values, entry.shape));
  }
  return { metadata, tensors };
}
