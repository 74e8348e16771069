import { InputError } from "../../base/mod.ts";
import type { SampleSet } from "../dataset.ts";
import type { Files } from "../files.ts";
import { type Findings, note, noting } from "../finding.ts";
import type { Size } from "../merge_nuclei.ts";
import { fileSet, labelsOfFiles, labelsOfSolution, readImageIn } from "../read_files.ts";
import { makeSample } from "../sample.ts";
import type { OwnPart } from "./find_parts.ts";
import type { OwnImage } from "./pair.ts";
import { labelWholeMask } from "./whole_mask.ts";

/** A set of one's own images, read from a folder or a zip. */
export function ownSet(
  { name, images, expectsMasks }: OwnPart,
  files: Files,
): SampleSet {
  const byId = new Map(images.map((image) => [image.id, image]));
  return fileSet(name, [...byId.keys()], async (id, findings) => {
    const image = byId.get(id);
    if (!image) {
      throw new InputError(`Expected an image's name of ${name} but found "${id}"`, {
        path: files.path,
      });
    }
    const decoded = await readImageIn(files, image.image, findings);
    if (!decoded) return undefined;
    if (findings && !image.truth && expectsMasks) {
      note(findings, {
        code: "no mask",
        severity: "error",
        message: "Expected a mask but found none",
        path: `${files.path}/${image.image}`,
      });
    }
    const labels = await readLabels(files, image, decoded.image, findings);
    return makeSample(id, decoded, labels);
  });
}

async function readLabels(
  files: Files,
  { id, truth }: OwnImage,
  size: Size,
  findings: Findings,
): Promise<Int32Array | undefined> {
  if (truth?.kind === "codes") {
    return labelsOfSolution(truth.solution, size, `${truth.table}, ${id}`, findings);
  }
  if (truth?.kind === "nuclei") {
    return await labelsOfFiles(files, truth.names, size, findings);
  }
  if (!truth) return undefined;
  const path = `${files.path}/${truth.name}`;
  return await noting(
    findings,
    path,
    async () =>
      labelWholeMask({ bytes: await files.read(truth.name), path }, size, findings),
  );
}
