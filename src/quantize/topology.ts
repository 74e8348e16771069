import type * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";

/** A layer as a stored topology has it, in the spelling of Keras. */
export interface StoredLayer {
  readonly class_name: string;
  readonly config: { readonly name: string; readonly [option: string]: unknown };
  /** Missing in a sequential network. */
  readonly inbound_nodes?: readonly (readonly (readonly [string, ...unknown[]])[])[];
  readonly [key: string]: unknown;
}

interface Stored {
  readonly layers: readonly StoredLayer[];
  readonly output_layers?: readonly (readonly [string, ...unknown[]])[];
}

/** The layers of a stored network, and a way back to a topology with others. */
export interface Topology {
  readonly layers: readonly StoredLayer[];
  /** The only layer that takes in what a layer gives, if nothing else does. */
  readonly soleReader: (layer: StoredLayer) => StoredLayer | undefined;
  readonly withLayers: (
    layers: readonly StoredLayer[],
  ) => tf.io.ModelArtifacts["modelTopology"];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/**
 * Reads a network's stored topology.
 *
 * @throws {InputError} if it has no layers
 */
export function readTopology({ modelTopology }: tf.io.ModelArtifacts): Topology {
  const whole = modelTopology as Record<string, unknown> | undefined;
  const inner = whole?.["model_config"];
  const model = (isObject(inner) ? inner : whole) as { config?: unknown } | undefined;
  // Old sequential networks are a bare list.
  const isList = Array.isArray(model?.config);
  const config = (isList ? { layers: model?.config } : model?.config) as
    | Stored
    | undefined;
  if (!Array.isArray(config?.layers)) {
    throw new InputError("Expected a topology with layers but found none");
  }
  const { layers, output_layers: outputs } = config;
  const reads = (name: string) => ({ inbound_nodes: nodes }: StoredLayer) =>
    nodes?.some((node) => node.some(([from]) => from === name)) ?? false;

  const soleReader = (layer: StoredLayer) => {
    const { name } = layer.config;
    if (outputs === undefined) return layers[layers.indexOf(layer) + 1];
    const readers = layers.filter(reads(name));
    const isOutput = outputs.some(([output]) => output === name);
    return readers.length === 1 && !isOutput ? readers[0] : undefined;
  };
  const withLayers = (changed: readonly StoredLayer[]) => {
    const replaced = {
      ...model,
      config: isList ? changed : { ...config, layers: changed },
    };
    return isObject(inner) ? { ...whole, model_config: replaced } : replaced;
  };
  return { layers, soleReader, withLayers };
}

/** Whether a layer is used in one place alone. */
export const isUsedOnce = ({ inbound_nodes: nodes }: StoredLayer): boolean =>
  nodes === undefined || nodes.length === 1;
