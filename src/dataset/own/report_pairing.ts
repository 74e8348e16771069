import type { Row } from "../../base/mod.ts";
import type { Problem } from "../problem.ts";
import type { ImageCodes } from "./add_codes.ts";
import type { OwnPart } from "./find_parts.ts";
import type { Role } from "./roles.ts";

/** One row a set of what was paired with what. */
export function pairingRow({ name, images, alone, codesAlone }: OwnPart): Row {
  const paired = images.filter(({ truth }) => truth !== undefined).length;
  return {
    set: name,
    images: images.length,
    paired,
    without_mask: images.length - paired,
    masks_without_image: alone.length + codesAlone.length,
  };
}

/** What did not pair in one set. */
export function findPairingProblems(part: OwnPart, folder: string): Problem[] {
  const { name: set, alone, ambiguous, codesAlone } = part;
  return [
    ...withoutMask(part, folder),
    ...alone.map(({ name, bare }): Problem => ({
      set,
      id: "",
      code: "no image",
      severity: "warning",
      message: `Expected an image called ${bare || "as its folder"} but found none`,
      path: `${folder}/${name}`,
    })),
    ...aboutCodes(set, codesAlone),
    ...ambiguous.map(({ id, names }): Problem => ({
      set,
      id,
      code: "ambiguous",
      severity: "warning",
      message: `Expected one file but found ${names.join(" and ")}; the first is taken`,
    })),
  ];
}

/** Codes without an image, a problem for each table. */
export function aboutCodes(set: string, alone: readonly ImageCodes[]): Problem[] {
  return [...Map.groupBy(alone, ({ table }) => table)].map(([path, codes]) => ({
    set,
    id: "",
    code: "no image",
    severity: "warning",
    message: `Expected an image for each ImageId but found none for ${
      some(codes.map(({ id }) => id))
    }`,
    path,
  }));
}

/** Images that lie beside the folders of the sets. */
export function aboutLeftOut(folder: string, files: readonly Role[]): Problem {
  return {
    set: "",
    id: "",
    code: "layout",
    severity: "warning",
    message: `Expected all files in the folders of the sets but found ${
      some(files.map(({ name }) => name))
    } beside them, which no set holds`,
    path: folder,
  };
}

function withoutMask(
  { name, images, expectsMasks }: OwnPart,
  path: string,
): Problem[] {
  const bare = images.filter(({ truth }) => truth === undefined);
  if (bare.length === 0) return [];
  const isAll = bare.length === images.length;
  return [{
    set: name,
    id: "",
    code: "no mask",
    // Without any it may be meant so: images to predict on.
    severity: expectsMasks ? "error" : "warning",
    message: `Expected a mask for each image but found none for ${
      isAll && images.length > 1
        ? `any of ${images.length}`
        : some(bare.map(({ id }) => id))
    }`,
    path,
  }];
}

function some(names: readonly string[]): string {
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  return `${names.length}: ${names.slice(0, 5).join(", ")}${more}`;
}
