/** What the name of a file tells: whether it is an image or a mask, and of what. */
export interface Role {
  /** The path in the folder or zip. */
  readonly name: string;
  readonly role: "image" | "mask";
  /** The folders around it, less those that tell the role; `""` for none. */
  readonly place: string;
  /** Folders below the one that tells the role; `""` for none. */
  readonly below: string;
  /** The file's name, less its extension. */
  readonly stem: string;
  /** The stem less what tells the role, as `_mask`; `""` if nothing else is there. */
  readonly bare: string;
  /** Whether a folder told that it is a mask; otherwise its own name did. */
  readonly inMaskFolder: boolean;
  /** Whether a mask is called a label image: it holds more than a plain mask. */
  readonly isLabels: boolean;
}

const IMAGE = "images?|imgs?|inputs?|raw|originals?";
const LABELS = "labels?|instances?|inst";
const MASK =
  `masks?|${LABELS}|annotations?|gts?|ground[-_ ]?truths?|segs?|segmentations?|targets?`;

const whole = (words: string) => new RegExp(`^(?:${words})$`, "i");
/** At the end of a stem or at its start, set apart from the rest. */
const affix = (words: string) =>
  new RegExp(`^(?:(.*)[-_. ](?:${words})|(?:${words})[-_. ](.*)|(?:${words}))$`, "i");

const IMAGE_FOLDER = whole(IMAGE);
const MASK_FOLDER = whole(MASK);
const MASK_AFFIX = affix(MASK);
const IMAGE_AFFIX = affix(IMAGE);
const LABELS_WORD = new RegExp(`(?:^|[-_. /])(?:${LABELS})(?:[-_. /]|$)`, "i");

/** Whether a folder's name tells what its files are. */
export function tellsRole(folder: string): boolean {
  return IMAGE_FOLDER.test(folder) || MASK_FOLDER.test(folder);
}

/**
 * Reads the role off a path: the innermost folder that is called as images or
 * masks are called decides; where there is none, the file's own name.
 *
 * @param path with `/`, less what tells the set
 * @param name how the file is called in its folder or zip
 */
export function roleOf(path: string, name: string): Role {
  const folders = path.split("/");
  const file = folders.pop()!;
  const stem = file.replace(/\.[^.]*$/, "");
  const at = folders.findLastIndex(tellsRole);
  const inMaskFolder = at >= 0 && MASK_FOLDER.test(folders[at]!);
  const isMask = inMaskFolder || (at < 0 && MASK_AFFIX.test(stem));
  const around = at < 0 ? folders : folders.slice(0, at);
  return {
    name,
    role: isMask ? "mask" : "image",
    place: around.filter((folder) => !tellsRole(folder)).join("/"),
    below: at < 0 ? "" : folders.slice(at + 1).join("/"),
    stem,
    bare: bareOf(stem, isMask ? MASK_AFFIX : IMAGE_AFFIX),
    inMaskFolder,
    isLabels: isMask && LABELS_WORD.test(path),
  };
}

function bareOf(stem: string, words: RegExp): string {
  const found = stem.match(words);
  return found ? found[1] ?? found[2] ?? "" : stem;
}
