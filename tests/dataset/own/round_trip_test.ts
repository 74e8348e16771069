import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { openDataset, runLengthEncode } from "#karyon";
import { writeFiles } from "../../support/contest_layout.ts";
import { withFolder } from "../../support/temporary.ts";
import { gray, labelsOf } from "./scene.ts";

type Files = Record<string, Uint8Array | string>;

/** How an image's labels are written; `n` is the number of nuclei. */
type Form = (id: string, labels: number[], width: number, n: number) => Promise<Files>;

const nuclei = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

const FORMS: Record<string, Form> = {
  "a label image of 16 bits": async (id, labels, width) => ({
    [`labels/${id}.png`]: await gray(labels.map((label) => label * 100), {
      width,
      depth: 16,
    }),
  }),
  "a file for each nucleus": async (id, labels, width, n) => {
    const files: Files = {};
    for (const nucleus of nuclei(n)) {
      files[`masks/${id}/${nucleus}.png`] = await gray(
        labels.map((label) => label === nucleus ? 255 : 0),
        { width },
      );
    }
    return files;
  },
  "codes": (id, labels, width, n) => {
    const rows = nuclei(n).map((nucleus) => {
      const mask = labels.map((label) => label === nucleus ? 1 : 0);
      return `${id},${runLengthEncode(mask, width, labels.length / width)}\n`;
    });
    return Promise.resolve({ [`${id}.csv`]: `ImageId,EncodedPixels\n${rows.join("")}` });
  },
};

/** Labels 1 to n with all of them there, in a rectangle; n is at least 2. */
const labelled = fc.record({
  width: fc.integer({ min: 2, max: 7 }),
  height: fc.integer({ min: 2, max: 7 }),
}).chain(({ width, height }) =>
  fc.array(fc.nat({ max: 4 }), { minLength: width * height, maxLength: width * height })
    .map((raw) => {
      const used = [...new Set(raw)].filter((label) => label > 0).sort();
      const labels = raw.map((label) => label === 0 ? 0 : used.indexOf(label) + 1);
      return { width, labels, n: used.length };
    })
    .filter(({ n }) => n >= 2)
);

for (const [name, form] of Object.entries(FORMS)) {
  Deno.test(`labels written as ${name} are read as they were`, () =>
    fc.assert(
      fc.asyncProperty(labelled, ({ labels, width, n }) =>
        withFolder(async (folder) => {
          await writeFiles(folder, {
            "images/a.png": await gray(labels.map(() => 7), { width }),
            ...await form("a", labels, width, n),
          });
          const dataset = await openDataset(folder);
          assertEquals(await labelsOf(dataset), { a: labels });
          for (const set of dataset.sets) {
            for (const id of set.ids) {
              const { problems } = await set.inspect(id);
              assertEquals(problems.filter(({ code }) => code !== "mask values"), []);
            }
          }
        })),
      { numRuns: 25, seed: 4 },
    ));
}
