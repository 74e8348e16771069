import type { Files } from "../files.ts";
import { parseSolution, type Solution } from "../solution.ts";
import type { OwnImage, Pairing } from "./pair.ts";
import type { CodesTable } from "./sort_files.ts";

/** The run-length codes of one image, and whether an image has taken them. */
export interface ImageCodes {
  readonly id: string;
  readonly solution: Solution;
  readonly table: string;
  taken: boolean;
}

/**
 * Reads tables into the codes of each image.
 *
 * @throws {InputError} if a table is broken
 */
export function readCodes(files: Files, tables: readonly CodesTable[]): ImageCodes[] {
  return tables.flatMap(({ name, text }) => {
    const table = `${files.path}/${name}`;
    return [...parseSolution(text, table)].map(([id, solution]): ImageCodes => ({
      id,
      solution,
      table,
      taken: false,
    }));
  });
}

/** Gives images their codes: by id, or by the file's name, with its extension or not. */
export function addCodes(pairing: Pairing, codes: readonly ImageCodes[]): Pairing {
  const byId = Map.groupBy(codes, ({ id }) => id);
  const ambiguous = [...pairing.ambiguous];
  const images = pairing.images.map((image): OwnImage => {
    const file = image.image.split("/").at(-1)!;
    const names = new Set([image.id, file, file.replace(/\.[^.]*$/, "")]);
    const found = [...names].flatMap((name) => byId.get(name) ?? []);
    const [first] = found;
    if (!first) return image;
    for (const one of found) one.taken = true;
    if (image.truth || found.length > 1) {
      const rivals = found.map(({ table }) => table);
      ambiguous.push({ id: image.id, names: [...namesOf(image), ...rivals] });
    }
    if (image.truth) return image;
    const { solution, table } = first;
    return { ...image, truth: { kind: "codes", solution, table } };
  });
  return { ...pairing, images, ambiguous };
}

function namesOf({ truth }: OwnImage): readonly string[] {
  if (truth?.kind === "whole") return [truth.name];
  return truth?.kind === "nuclei" ? truth.names.slice(0, 1) : [];
}
