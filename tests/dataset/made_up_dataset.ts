import {
  type Dataset,
  type Image,
  type Inspection,
  mergeLabels,
  type Problem,
  type Sample,
  type SampleSet,
} from "#karyon";

/** What {@linkcode madeUpDataset} takes of a sample: a problem without its place. */
export type MadeUp = Omit<Sample, "id"> | Omit<Problem, "set" | "id">;

function madeUpSet(name: string, samples: Readonly<Record<string, MadeUp>>): SampleSet {
  const inspect = (id: string): Promise<Inspection> => {
    const made = samples[id]!;
    return Promise.resolve(
      "image" in made
        ? { sample: { id, ...made }, problems: [] }
        : { problems: [{ set: name, id, ...made }] },
    );
  };
  return {
    name,
    ids: Object.keys(samples).sort(),
    inspect,
    read: async (id) => (await inspect(id)).sample!,
  };
}

/** A data set in memory: samples, or what is wrong with them, by set and id. */
export function madeUpDataset(
  sets: Readonly<Record<string, Readonly<Record<string, MadeUp>>>>,
  { name = "own", problems = [] }: Partial<Pick<Dataset, "name" | "problems">> = {},
): Dataset {
  const { train = {}, test = {}, ...others } = sets;
  const made = Object.entries({ train, test, ...others })
    .map(([name, samples]) => madeUpSet(name, samples));
  return {
    name,
    description: "made up",
    train: made[0]!,
    test: made[1]!,
    sets: made,
    problems,
    checksum: () => Promise.resolve("none"),
    close: () => Promise.resolve(),
  };
}

/** A sample of an image of which the first `nuclei` pixels are nuclei. */
export function sampleOf(image: Image, nuclei = 2): MadeUp {
  const labels = new Int32Array(image.width * image.height);
  for (let i = 0; i < nuclei; i++) labels[i] = 1 + i;
  return { image, labels, mask: mergeLabels(labels) };
}

/** Problems in a line each, without their words. */
export const codesOf = (problems: readonly Problem[]) =>
  problems.map(({ set, id, code }) => `${set} ${id}: ${code}`);
