import { createHash } from "node:crypto";
import { InputError } from "../base/mod.ts";
import type { Dataset, SampleSet } from "./dataset.ts";
import { openDsb2018 } from "./dsb2018.ts";
import type { Sample } from "./sample.ts";
import { syntheticSamples, type SyntheticSplit } from "./synthetic/samples.ts";

function memorySet(name: SyntheticSplit, samples: readonly Sample[]): SampleSet {
  const byId = new Map(samples.map((sample) => [sample.id, sample]));
  return {
    name,
    ids: [...byId.keys()].sort(),
    read: (id) => {
      const sample = byId.get(id);
      return sample ? Promise.resolve(sample) : Promise.reject(
        new InputError(`Expected an id of the synthetic ${name} set but found "${id}"`),
      );
    },
  };
}

function openSynthetic(): Dataset {
  const train = syntheticSamples("train"), test = syntheticSamples("test");
  return {
    name: "synthetic",
    description:
      `Karyon's synthetic set, drawn from seed 1: ${train.length} images in train, ${test.length} in test`,
    train: memorySet("train", train),
    test: memorySet("test", test),
    checksum: () => {
      const hash = createHash("sha256");
      for (const { id, image, labels } of [...train, ...test]) {
        hash.update(id).update(image.data).update(labels!);
      }
      return Promise.resolve(hash.digest("hex"));
    },
    close: () => Promise.resolve(),
  };
}

/**
 * Opens a data set.
 *
 * @param source `"synthetic"`, the embedded set that Karyon draws itself; or a
 *   folder with the 2018 Data Science Bowl's stage 1 as published (zips) or
 *   unpacked, which `deno task data` gets
 * @throws {InputError} if the folder is not there or not laid out like that
 *
 * @example
 * ```ts
 * import { openDataset } from "#karyon";
 * const dataset = await openDataset("synthetic");
 * const { image, labels } = await dataset.train.read(dataset.train.ids[0]!);
 * if (labels?.length !== image.width * image.height) throw new Error();
 * await dataset.close();
 * ```
 */
export async function openDataset(source = "synthetic"): Promise<Dataset> {
  return source === "synthetic" ? openSynthetic() : await openDsb2018(source);
}
