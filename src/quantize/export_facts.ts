import {
  type Card,
  countMaps,
  MASK_ONLY,
  type Model,
  type NucleusMap,
} from "../architectures/mod.ts";
import { InputError, version } from "../base/mod.ts";
import { networkMultiple, splittingOf } from "../segment/mod.ts";

/** What another program must know of a model to use it. */
export interface ExportFacts {
  readonly card: Card;
  /** What the output's channels say. */
  readonly maps: readonly NucleusMap[];
  /** Height and width of what goes in are multiples of this. */
  readonly multiple: number;
  /** Pixels along each side, where all images are squeezed to one size. */
  readonly size: number | undefined;
}

/**
 * What another program must know of a model.
 *
 * @throws {InputError} if the network does not take RGB, of any size or square, gives
 *   other maps than the card says, or computes in 8 bit
 */
export function exportFacts({ path, card, network }: Model): ExportFacts {
  if (card.weights.type === "int8") {
    throw new InputError(
      "Expected a model that computes in float32 but found one in 8 bit, whose " +
        "model.onnx other programs can read as it is",
      { path },
    );
  }
  const [, height, width, channels] = network.inputs[0]!.shape;
  if (channels !== 3) {
    throw new InputError(
      `Expected a network of RGB images but found ${channels} channels`,
    );
  }
  if (height !== width) {
    throw new InputError(
      `Expected a network of any size or of squares but found ${height} x ${width}`,
    );
  }
  const { maps = MASK_ONLY } = card.architecture;
  const found = network.outputs[0]!.shape.at(-1);
  if (countMaps(maps) !== found) {
    throw new InputError(
      `Expected a network that gives ${maps.join(", ")} but found ${found} maps`,
    );
  }
  const isNative = card.input.fit === "native";
  return {
    card,
    maps,
    multiple: networkMultiple(network),
    size: height ?? (isNative ? undefined : card.input.size),
  };
}

/** How values are brought to what the network was trained on, in words. */
export const NORMALIZATION_WORDS: Readonly<
  Record<Card["input"]["normalization"], string>
> = {
  none: "8-bit values divided by 255",
  stretch:
    "for each image, its percentiles 0.5 and 99.8 over all channels together become " +
    "0 and 1, what lies beyond is cut off there; an image of one value is left as it is",
  "stretch-channels":
    "for each image and each channel by itself, the percentiles 0.5 and 99.8 become 0 " +
    "and 1, what lies beyond is cut off there; a channel of one value is left as it is",
};

/** How large an image comes in, in words. */
export function sizeInWords({ size, multiple }: ExportFacts): string {
  return size === undefined
    ? "at its own size, filled up by mirroring at right and bottom to multiples of " +
      `${multiple} pixels`
    : `squeezed bilinearly to ${size} x ${size} pixels; the result is brought back to ` +
      "the image's size";
}

/** What the ONNX file says of itself, by name. */
export function metadataOf(facts: ExportFacts): Record<string, string> {
  const { card, maps, multiple, size } = facts;
  const { data, checksum, protocol } = card.training;
  return {
    name: card.name,
    made_by: `karyon ${version}`,
    input: "RGB, float32, [batch, 3, height, width]",
    input_normalization: card.input.normalization,
    input_normalization_words: NORMALIZATION_WORDS[card.input.normalization],
    input_fit: card.input.fit ?? "square",
    input_size: String(size ?? card.input.size),
    input_size_words: sizeInWords(facts),
    input_multiple: String(multiple),
    maps: maps.join(),
    threshold: String(card.threshold),
    splitting: JSON.stringify(splittingOf(card)),
    training_data: data,
    training_data_sha256: checksum,
    training_protocol: protocol,
    training_seed: String(card.seed),
  };
}
