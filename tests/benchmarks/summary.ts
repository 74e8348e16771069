import type { EngineName } from "#karyon";
import { nameOf, type Precision } from "./jobs.ts";
import type { ReadingRow } from "./reading.ts";
import type { Measured, NetworkRow } from "./results.ts";
import type { PeerName } from "./subjects.ts";

/** The case that stands for all: the U-Net with 16 filters, batches of 4. */
const headline = (precision: Precision, work: NetworkRow["job"]["work"]) =>
  nameOf({
    kind: "network",
    network: "unet",
    filters: 16,
    batch: 4,
    size: 256,
    precision,
    work,
  });

/** Speed of the case that stands for all. */
export interface Speed {
  readonly seconds_per_image: number;
  /** Images a second, ours divided by PyTorch's: above 1 is faster than PyTorch. */
  readonly ratio_to_pytorch: number | null;
  /** The same with stock TensorFlow.js layers, loss and optimiser. */
  readonly stock?: Omit<Speed, "stock">;
}

type ByPrecision<T> = Readonly<Record<Precision, T | null>>;

/** An engine's figures; null where one was not measured. */
export interface EngineSummary {
  /** By Karyon's own step, as `karyon train` takes it. */
  readonly training: ByPrecision<Speed>;
  readonly inference: ByPrecision<Speed>;
}

/** A peer's seconds an image in float32; null where not measured. */
export interface PeerSummary {
  readonly training: number | null;
  readonly inference: number | null;
}

/** What `deno task bench --json` prints; who is not there is null. */
export type Summary =
  & Readonly<Record<Exclude<EngineName, "cpu">, EngineSummary | null>>
  & Readonly<Record<"pytorch" | "keras" | "onnx_runtime", PeerSummary | null>>
  & { readonly reading: ReadingRow | null }
  & Measured;

const speedOf = ({ seconds_per_image, ratio_to_pytorch }: NetworkRow) => ({
  seconds_per_image,
  ratio_to_pytorch,
});

/** Puts the figures that stand for all in front of all figures. */
export function summarize(measured: Measured): Summary {
  const find = (
    subject: EngineName | PeerName,
    precision: Precision,
    work: NetworkRow["job"]["work"],
    step?: NetworkRow["step"],
  ) =>
    measured.networks.find((row) =>
      row.subject === subject && row.case === headline(precision, work) &&
      row.step === step
    );
  const training = (engine: EngineName, precision: Precision): Speed | null => {
    const own = find(engine, precision, "training", "karyon");
    const stock = find(engine, precision, "training", "stock");
    return own ? { ...speedOf(own), ...stock ? { stock: speedOf(stock) } : {} } : null;
  };
  const inference = (engine: EngineName, precision: Precision): Speed | null => {
    const row = find(engine, precision, "inference");
    return row ? speedOf(row) : null;
  };
  const took = (subject: string) => measured.start_up.some((s) => s.subject === subject);
  const engine = (name: EngineName): EngineSummary | null =>
    took(name)
      ? {
        training: { f32: training(name, "f32"), bf16: training(name, "bf16") },
        inference: { f32: inference(name, "f32"), bf16: inference(name, "bf16") },
      }
      : null;
  const peer = (name: PeerName): PeerSummary | null =>
    took(name)
      ? {
        training: find(name, "f32", "training")?.seconds_per_image ?? null,
        inference: find(name, "f32", "inference")?.seconds_per_image ?? null,
      }
      : null;
  return {
    native: engine("native"),
    wasm: engine("wasm"),
    webgpu: engine("webgpu"),
    pytorch: peer("pytorch"),
    keras: peer("keras"),
    onnx_runtime: peer("onnx-runtime"),
    reading: measured.readings[0] ?? null,
    ...measured,
  };
}
