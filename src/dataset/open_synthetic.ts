import { createHash } from "node:crypto";
import { InputError } from "../base/mod.ts";
import type { Dataset, SampleSet } from "./dataset.ts";
import type { LabelledSample } from "./sample.ts";
import { COUNTS, SEED, syntheticId, type SyntheticSplit } from "./synthetic/ids.ts";
import { drawSyntheticSample } from "./synthetic/samples.ts";

/** How many samples of a set stay in memory: all of the set that has no count. */
const KEPT = 64;

/** More would share their random numbers with the other set. */
const MOST = 1_000_000;

/** What a source such as `"synthetic:300:7"` asks for. */
interface Request {
  readonly counts: Readonly<Record<SyntheticSplit, number>>;
  readonly seed: number;
}

/** A set whose samples are drawn when they are read; the last ones are kept. */
function drawnSet(
  name: SyntheticSplit,
  count: number,
  seed: number,
  keep: number,
): SampleSet {
  const indices = new Map<string, number>();
  for (let index = 0; index < count; index++) {
    indices.set(syntheticId(name, index), index);
  }
  const kept = new Map<string, LabelledSample>();
  const draw = (id: string): LabelledSample => {
    const index = indices.get(id);
    if (index === undefined) {
      throw new InputError(
        `Expected an id of the synthetic ${name} set but found "${id}"`,
      );
    }
    const sample = kept.get(id) ?? drawSyntheticSample(seed, index, { split: name });
    // Put in anew, so that the first is the one that was not read for longest.
    kept.delete(id);
    kept.set(id, sample);
    if (kept.size > keep) kept.delete(kept.keys().next().value!);
    return sample;
  };
  return {
    name,
    ids: [...indices.keys()].sort(),
    // In a promise, so that an unknown id rejects and does not throw.
    read: (id) => Promise.try(draw, id),
    inspect: async (id) => ({ sample: await Promise.try(draw, id), problems: [] }),
  };
}

/**
 * The set that Karyon draws itself.
 *
 * @param source `"synthetic"`, `"synthetic:COUNT"` or `"synthetic:COUNT:SEED"`
 * @param keep how many samples of a set stay in memory
 * @throws {InputError} if COUNT or SEED is not a whole number in its range
 */
export function openSynthetic(source: string, keep = KEPT): Dataset {
  const { counts, seed } = parse(source);
  const train = drawnSet("train", counts.train, seed, keep);
  const test = drawnSet("test", counts.test, seed, keep);
  return {
    name: "synthetic",
    description:
      `Karyon's synthetic set, drawn from seed ${seed}: ${train.ids.length} images in train, ${test.ids.length} in test`,
    train,
    test,
    sets: [train, test],
    problems: [],
    checksum: async () => {
      const hash = createHash("sha256");
      for (const set of [train, test]) {
        for (const id of set.ids) {
          const { image, labels } = await set.read(id);
          hash.update(id).update(image.data).update(labels!);
        }
      }
      return hash.digest("hex");
    },
    close: () => Promise.resolve(),
  };
}

function parse(source: string): Request {
  const [, count, seed, ...rest] = source.split(":");
  if (count === undefined) return { counts: COUNTS, seed: SEED };
  const train = wholeNumber(count),
    chosen = seed === undefined ? SEED : wholeNumber(seed);
  if (
    rest.length > 0 || train === undefined || train < 1 || train > MOST ||
    chosen === undefined
  ) {
    throw new InputError(
      `Expected synthetic, synthetic:COUNT or synthetic:COUNT:SEED with a COUNT from 1 to ${MOST} but found "${source}"`,
    );
  }
  return { counts: { train, test: Math.ceil(train / 3) }, seed: chosen };
}

function wholeNumber(text: string): number | undefined {
  const number = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(number) ? number : undefined;
}
