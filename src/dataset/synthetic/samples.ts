import { seededRandom } from "../../base/mod.ts";
import { createImage, type Image } from "../../images/mod.ts";
import { mergeLabels, type Sample } from "../sample.ts";
import type { Drawing } from "./drawing.ts";
import { SYNTHETIC_KINDS } from "./kinds.ts";

/** The two parts, which share no sample. */
export type SyntheticSplit = "train" | "test";

/** How many samples a part has where nothing else is asked for. */
const COUNTS = { train: 48, test: 16 } as const;

/** Keeps the random numbers of the two parts apart. */
const FIRST_STREAM = { train: 0, test: 1_000_000 } as const;

/** The seed of the set that `openDataset()` opens. */
const SEED = 1;

/**
 * Draws one sample of the project's own data set, with labels that are exact.
 *
 * Any 8 indices in a row hold all kinds: white on black (bright, dim, crowded,
 * large and dim, spotted), purple on purple, purple on white, black on white;
 * `id` names the kind. Sizes and channels (RGBA, RGB, gray) vary as those of
 * the real set do. Light, blur and noise are drawn over the labels; debris and
 * what is out of focus have none.
 *
 * @param seed an integer
 * @param index an integer from 0 to 999,999
 * @param options `split` chooses the part, `train` where left out
 * @returns the same pixels and labels for the same arguments
 * @throws {RangeError} if seed or index is not such a number
 *
 * @example
 * ```ts
 * import { drawSyntheticSample } from "#karyon";
 * const { id, image, labels } = drawSyntheticSample(1, 0);
 * if (id !== "train-000-white-on-black") throw new Error(id);
 * if (labels.length !== image.width * image.height) throw new Error();
 * ```
 */
export function drawSyntheticSample(
  seed: number,
  index: number,
  options: { readonly split?: SyntheticSplit } = {},
): Required<Sample> {
  if (!Number.isInteger(index) || index < 0 || index > 999_999) {
    throw new RangeError(
      `Expected index to be an integer from 0 to 999999 but found ${index}`,
    );
  }
  const { split = "train" } = options;
  const random = seededRandom(seed, FIRST_STREAM[split] + index);
  const kind = SYNTHETIC_KINDS[index % SYNTHETIC_KINDS.length]!;
  const round = Math.floor(index / SYNTHETIC_KINDS.length);
  const [width, height] = kind.sizes[round % kind.sizes.length]!;
  const drawing = kind.draw(random, width, height);
  const { labels } = drawing.layout;
  return {
    id: `${split}-${String(index).padStart(3, "0")}-${kind.name}`,
    image: imageOf(drawing, kind.channels[round % kind.channels.length]!),
    labels,
    mask: mergeLabels(labels),
  };
}

/**
 * The project's own data set: by default 48 samples to train, 16 to test.
 *
 * @param options `seed` (default 1), and `count` samples from the first on
 * @throws {RangeError} if the count is not an integer greater than 0
 *
 * @example
 * ```ts
 * import { syntheticSamples } from "#karyon";
 * const samples = syntheticSamples("test", { count: 2 });
 * if (samples.length !== 2 || samples[1]?.id !== "test-001-purple-on-purple") {
 *   throw new Error();
 * }
 * ```
 */
export function syntheticSamples(
  split: SyntheticSplit,
  options: { readonly seed?: number; readonly count?: number } = {},
): Required<Sample>[] {
  const { seed = SEED, count = COUNTS[split] } = options;
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(
      `Expected count to be an integer greater than 0 but found ${count}`,
    );
  }
  return Array.from(
    { length: count },
    (_, index) => drawSyntheticSample(seed, index, { split }),
  );
}

/** The drawing in the channels of a file: gray becomes R = G = B where asked. */
function imageOf({ values, layout }: Drawing, channels: 1 | 3 | 4): Image {
  const image = createImage(layout.width, layout.height, channels);
  const pixels = layout.width * layout.height;
  const drawn = values.length / pixels;
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < Math.min(channels, 3); c++) {
      image.data[i * channels + c] = values[i * drawn + (drawn === 1 ? 0 : c)]!;
    }
  }
  return image;
}
