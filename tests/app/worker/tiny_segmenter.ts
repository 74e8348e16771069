import {
  createImage,
  type Image,
  type ModelParts,
  readStoredModel,
  useEngine,
} from "#karyon";
import type { NucleiToSave } from "../../../src/app/files/mod.ts";
import { createSegmenter, type Files } from "../../../src/app/worker/create_segmenter.ts";
import type { Starters } from "../../../src/app/worker/engine.ts";
import { ModelShelf } from "../../../src/app/worker/model_shelf.ts";
import { EngineRunner } from "../../../src/app/worker/run_engine.ts";
import { withFolder } from "../../support/temporary.ts";
import { writeTinyModel } from "../../support/tiny_model.ts";

/** The parts of the model whose nuclei are the bright pixels. */
export async function tinyParts(): Promise<ModelParts> {
  return await withFolder(async (folder) => {
    await writeTinyModel(folder);
    return await readStoredModel(folder);
  });
}

/** An 8 x 8 image with nuclei of 1, 4 and 6 pixels. */
export function threeNuclei(): Image {
  const image = createImage(8, 8, 1);
  for (const at of [0, 18, 19, 26, 27, 44, 45, 46, 52, 53, 54]) image.data[at] = 255;
  return image;
}

/** Files that hold pixels and nothing else, and are written as lists of names. */
export function plainFiles(encoded: NucleiToSave[] = []): Files {
  return {
    decodeFile: async (file) => {
      const data = new Uint8Array(await file.arrayBuffer());
      const image = { ...createImage(8, 8, 1), data };
      return { image, warnings: [`${data.length} bytes`] };
    },
    toDisplayPixels: ({ data }) => new Uint8ClampedArray(4 * data.length),
    encodeDownloads: (nuclei, wanted) => {
      encoded.push(nuclei);
      return wanted.map((kind) => ({
        name: `${nuclei.name}.${kind}`,
        type: "text/plain",
        bytes: Uint8Array.of(nuclei.rows.length),
      }));
    },
    zipFiles: (files) => ({
      name: files.map(({ name }) => name).join(),
      type: "application/zip",
      bytes: new Uint8Array(files.length),
    }),
  };
}

/** Both engines are the one that computes in JavaScript. */
const onCpu: Starters = {
  webgpu: async () => await useEngine("cpu"),
  wasm: async () => await useEngine("cpu"),
};

/** What a segmenter for tests is made with. */
export interface TinyOptions {
  readonly starters?: Starters;
  readonly encoded?: NucleiToSave[];
  /** Counts how often the model is fetched. */
  readonly fetched?: string[];
}

/** A segmenter with one model, `tiny`. */
export async function tinySegmenter(options: TinyOptions = {}) {
  await useEngine("cpu");
  const parts = await tinyParts();
  const shelf = new ModelShelf((name) => {
    options.fetched?.push(name);
    return name === "tiny" ? Promise.resolve(parts) : Promise.reject(new Error(name));
  });
  const runner = new EngineRunner(options.starters ?? onCpu, shelf);
  const files = plainFiles(options.encoded);
  return { shelf, runner, segmenter: createSegmenter({ runner, shelf, files }) };
}

/** A file of {@linkcode threeNuclei}. */
export const threeNucleiFile = () => new Blob([new Uint8Array(threeNuclei().data)]);
