/** Small graphs made by hand, and what they give. */
import { encodeOnnx, type OnnxModel, type OnnxNode, openOnnxSession } from "#karyon";
import { randomValues } from "./checks.ts";

/** Nodes whose names are those of their outputs. */
export function node(
  operator: string,
  output: string,
  inputs: readonly string[],
  attributes?: OnnxNode["attributes"],
): OnnxNode {
  return {
    operator,
    name: output,
    inputs,
    outputs: [output],
    ...(attributes === undefined ? {} : { attributes }),
  };
}

/** A graph from `image`, of so many channels, to `probabilities`. */
export function graphOf(
  channels: number,
  nodes: readonly OnnxNode[],
  constants: Readonly<Record<string, readonly number[]>>,
): OnnxModel {
  return {
    opset: 17,
    metadata: { threshold: "0.5" },
    graph: {
      name: "by hand",
      inputs: [{ name: "image", dims: ["batch", channels, "height", "width"] }],
      outputs: [{ name: "probabilities", dims: [] }],
      nodes,
      // Numbers are random between -0.5 and 0.5, and the same each time.
      initializers: new Map(
        Object.entries(constants).map(([name, dims], i) => [name, {
          dims,
          values: randomValues(dims.reduce((a, b) => a * b, 1), i + 1)
            .map((value) => value - 0.5),
        }]),
      ),
    },
  };
}

/** What a graph gives for an image of random numbers from 0 to 1. */
export async function compute(
  model: OnnxModel,
  channels: number,
  side = 8,
): Promise<Float32Array> {
  const session = await openOnnxSession(encodeOnnx(model), { threads: 1 });
  try {
    const { values } = await session.run(
      randomValues(side * side * channels, 99),
      [1, side, side, channels],
    );
    return values;
  } finally {
    await session.dispose();
  }
}

/** The largest difference between two lists of numbers. */
export const furthest = (one: Float32Array, other: Float32Array) =>
  one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
