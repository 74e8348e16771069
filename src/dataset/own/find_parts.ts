import type { Files } from "../files.ts";
import type { Problem } from "../problem.ts";
import { addCodes, type ImageCodes, readCodes } from "./add_codes.ts";
import { arrangeSets, hasImages } from "./arrange_sets.ts";
import { pairByName, type Pairing } from "./pair.ts";
import { refuseLayout } from "./refuse_layout.ts";
import { aboutCodes, aboutLeftOut } from "./report_pairing.ts";
import type { SetName } from "./set_names.ts";
import { sortFiles } from "./sort_files.ts";
import { setByName, splitByName } from "./split_by_name.ts";

/** One set of one's own images. */
export interface OwnPart extends Pairing {
  readonly name: SetName;
  /** Whether there are masks or codes at all: then each image should have some. */
  readonly expectsMasks: boolean;
  /** Codes that belong to no image. */
  readonly codesAlone: readonly ImageCodes[];
}

/** What a folder or zip holds. */
export interface OwnParts {
  /** Two or more, train and test (or else validation) first; one may be empty. */
  readonly parts: readonly OwnPart[];
  /** The tables of codes. */
  readonly tables: readonly string[];
  /** What concerns no single set. */
  readonly problems: readonly Problem[];
  /** Whether no folders told the sets. */
  readonly isSplitByName: boolean;
}

/**
 * Finds images with their masks, and the sets that they belong to.
 *
 * @throws {InputError} if there are no images, or a table of codes is broken
 */
export async function findParts(files: Files): Promise<OwnParts> {
  const sorted = await sortFiles(files);
  if (![...sorted.values()].some(hasImages)) throw refuseLayout(files);
  const { sets, isOne, shared, leftOut } = arrangeSets(sorted);
  const sharedCodes = readCodes(files, shared);
  const parts = sets.map(([name, { roles, tables }]): OwnPart => {
    const codes = readCodes(files, tables);
    const pairing = addCodes(pairByName(roles), [...codes, ...sharedCodes]);
    return {
      name,
      ...pairing,
      expectsMasks: codes.length > 0 || pairing.alone.length > 0 ||
        pairing.images.some(({ truth }) => truth !== undefined),
      codesAlone: codes.filter(({ taken }) => !taken),
    };
  });
  const alone = sharedCodes.filter(({ taken }) => !taken);
  return {
    parts: isOne ? splitPart(parts[0]!, alone) : parts,
    tables: [...shared, ...sets.flatMap(([, { tables }]) => tables)]
      .map(({ name }) => name),
    problems: [
      ...(isOne ? [] : aboutCodes("", alone)),
      ...(leftOut.length > 0 ? [aboutLeftOut(files.path, leftOut)] : []),
    ],
    isSplitByName: isOne,
  };
}

/** Splits images by their names, and what belongs to no image as if it were one. */
function splitPart(whole: OwnPart, alone: readonly ImageCodes[]): OwnPart[] {
  const split = splitByName(whole.images);
  const codes = [...whole.codesAlone, ...alone];
  return (["train", "test"] as const).map((name) => {
    const ids = new Set(split[name].map(({ id }) => id));
    return {
      name,
      expectsMasks: whole.expectsMasks,
      images: split[name],
      alone: whole.alone.filter(({ bare }) => setByName(bare) === name),
      ambiguous: whole.ambiguous.filter(({ id }) => ids.has(id)),
      codesAlone: codes.filter(({ id }) => setByName(id) === name),
    };
  });
}
