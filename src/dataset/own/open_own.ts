import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Dataset } from "../dataset.ts";
import { type Files, openFiles } from "../files.ts";
import { findParts, type OwnParts } from "./find_parts.ts";
import type { OwnImage } from "./pair.ts";
import { ownSet } from "./own_set.ts";
import { findPairingProblems, pairingRow } from "./report_pairing.ts";

/**
 * Opens images of one's own, in a folder or a zip; {@linkcode openDataset} tells in
 * which forms.
 *
 * @throws {InputError} if there are no images, or a table of codes is broken
 */
export async function openOwn(path: string): Promise<Dataset> {
  const files = await openFiles(path);
  try {
    const own = await findParts(files);
    const { parts, problems } = own;
    const sets = parts.map((part) => ownSet(part, files));
    let checksum: Promise<string> | undefined;
    return {
      name: "own",
      description: describe(basename(path), own),
      train: sets[0]!,
      test: sets[1]!,
      sets,
      problems: [
        ...problems,
        ...parts.flatMap((part) => findPairingProblems(part, files.path)),
      ],
      pairing: parts.map(pairingRow),
      checksum: () => checksum ??= checksumOf(files, own),
      close: () => files.close(),
    };
  } catch (error) {
    await files.close();
    throw error;
  }
}

function describe(name: string, { parts, isSplitByName }: OwnParts): string {
  const counts = parts.map((part) => `${part.images.length} in ${part.name}`);
  const how = isSplitByName
    ? ", split by a fixed hash of their names, about 80 % to 20 %"
    : "";
  return `Own images of ${name}: ${counts.join(", ")}${how}`;
}

/** SHA-256 over one line a file that is used: its name and the SHA-256 of its bytes. */
async function checksumOf(
  files: Files,
  { parts, tables }: OwnParts,
): Promise<string> {
  const used = new Set(tables);
  for (const image of parts.flatMap(({ images }) => images)) {
    for (const name of filesOf(image)) used.add(name);
  }
  const hash = createHash("sha256");
  for (const name of [...used].sort()) {
    const sum = createHash("sha256").update(await files.read(name)).digest("hex");
    hash.update(`${name} ${sum}\n`);
  }
  return hash.digest("hex");
}

function filesOf({ image, truth }: OwnImage): readonly string[] {
  if (truth?.kind === "whole") return [image, truth.name];
  return truth?.kind === "nuclei" ? [image, ...truth.names] : [image];
}
