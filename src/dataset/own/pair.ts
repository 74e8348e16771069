import { chooseMask, type Truth } from "./choose_mask.ts";
import type { Role } from "./roles.ts";

/** An image and where its nuclei are told, if anywhere. */
export interface OwnImage {
  readonly id: string;
  /** The file's path in the folder or zip. */
  readonly image: string;
  readonly truth?: Truth;
}

/** What became of the files of one set. */
export interface Pairing {
  /** Sorted by id. */
  readonly images: readonly OwnImage[];
  /** Masks that belong to no image. */
  readonly alone: readonly Role[];
  /** Files of which one was taken: the first. */
  readonly ambiguous: readonly {
    readonly id: string;
    readonly names: readonly string[];
  }[];
}

/** The masks of one image, as they are found. */
interface Found {
  readonly image: Role;
  readonly whole: Role[];
  readonly nuclei: Role[];
}

const slashed = (...parts: string[]) => parts.filter((part) => part !== "").join("/");

/** What is compared of an image and a mask; `""` for nothing. */
const keyBy = {
  stem: ({ place, below, stem }: Role) => `${place}:${slashed(below, stem)}`,
  bare: ({ place, below, bare }: Role) => `${place}:${slashed(below, bare)}`,
  bareInAnyCase: (role: Role) => keyBy.bare(role).toLowerCase(),
  /** In whatever folder. */
  bareAnywhere: ({ bare }: Role) => bare === "" ? "" : bare.toLowerCase(),
  /** A mask's folder, called as the image is. */
  below: ({ place, below }: Role) => below === "" ? "" : `${place}:${below}`,
  place: ({ place }: Role) => place,
  maskFolder: ({ place, inMaskFolder }: Role) => inMaskFolder ? place : "",
};

/**
 * Finds the masks of each image by their names: the same name in another folder or
 * with another extension, with or without a word such as `_mask`, in any case; a
 * folder of masks that is called as the image is, or lies beside its only image.
 */
export function pairByName(roles: readonly Role[]): Pairing {
  const images = Map.groupBy(
    roles.filter(({ role }) => role === "image"),
    keyBy.stem,
  );
  const found = [...images.values()].map(([image]): Found => ({
    image: image!,
    whole: [],
    nuclei: [],
  }));
  let left = roles.filter(({ role }) => role === "mask");
  const match = (
    imageKey: (image: Role) => string,
    maskKey: (mask: Role) => string,
    as: "whole" | "nuclei",
    among: readonly Found[] = found,
  ) => {
    const byKey = Map.groupBy(among, ({ image }) => imageKey(image));
    left = left.filter((mask) => {
      const fits = maskKey(mask) === "" ? [] : byKey.get(maskKey(mask)) ?? [];
      if (fits.length === 1) fits[0]![as].push(mask);
      return fits.length !== 1;
    });
  };
  // The most exact first: each takes what those before it have left.
  match(keyBy.stem, keyBy.stem, "whole");
  match(keyBy.stem, keyBy.bare, "whole");
  match(keyBy.bareInAnyCase, keyBy.bareInAnyCase, "whole");
  match(keyBy.stem, keyBy.below, "nuclei");
  match(keyBy.place, keyBy.maskFolder, "nuclei", lonely(found, left));
  match(
    keyBy.bareAnywhere,
    keyBy.bareAnywhere,
    "whole",
    found.filter(({ whole, nuclei }) => whole.length + nuclei.length === 0),
  );
  return { ...finish(found, images), alone: left };
}

/**
 * Images without a mask that are the only one of their place, as in the contest's
 * layout: the place is called as the image is, or holds several masks, or there
 * are several such places.
 */
function lonely(found: readonly Found[], masks: readonly Role[]): Found[] {
  const byPlace = Map.groupBy(found, ({ image }) => image.place);
  const alone = found.filter(({ image, whole, nuclei }) =>
    image.place !== "" && whole.length + nuclei.length === 0 &&
    byPlace.get(image.place)!.length === 1
  );
  return alone.filter(({ image: { place, stem } }) =>
    alone.length > 1 || lastOf(place) === stem ||
    masks.filter((mask) => mask.place === place).length > 1
  );
}

const lastOf = (place: string) => place.split("/").at(-1)!;

function finish(
  found: readonly Found[],
  images: ReadonlyMap<string, readonly Role[]>,
): Omit<Pairing, "alone"> {
  const short = found.map(({ image, nuclei }) => {
    const { place, stem, bare } = image;
    return place !== "" && (nuclei.length > 0 || bare === "") ? lastOf(place) : stem;
  });
  const times = Map.groupBy(short, (id) => id);
  const ambiguous: { id: string; names: readonly string[] }[] = [];
  const paired = found.map(({ image, whole, nuclei }, i): OwnImage => {
    const { place, below, stem, name } = image;
    const id = times.get(short[i]!)!.length > 1 ? slashed(place, below, stem) : short[i]!;
    const { truth, rivals } = chooseMask(whole, nuclei);
    const twins = images.get(keyBy.stem(image))!.map((twin) => twin.name);
    if (twins.length > 1) ambiguous.push({ id, names: twins });
    if (rivals.length > 0) ambiguous.push({ id, names: rivals });
    return { id, image: name, ...(truth && { truth }) };
  });
  return { images: paired.sort((a, b) => a.id < b.id ? -1 : 1), ambiguous };
}
