import { InputError } from "../../base/mod.ts";
import type { Files } from "../files.ts";

const FORMS =
  "images/ beside masks/ or labels/ with the same names; masks beside the images, as " +
  "a_mask.png for a.png; a folder for each image, with images/ and masks/ in it; a CSV " +
  "with ImageId and EncodedPixels beside images; or images alone; also in train/ and " +
  "test/; or the 2018 Data Science Bowl, stage1_train.zip and so on, which " +
  '"deno task data" gets';

/** Where there are no images: what is understood, and what is there. */
export function refuseLayout({ path, names }: Files): InputError {
  const shown = names.slice(0, 4).join(", ");
  const more = names.length > 4 ? `, and ${names.length - 4} more` : "";
  const found = names.length === 0 ? "no files" : `no image among ${shown}${more}`;
  return new InputError(`Expected one of these: ${FORMS}; but found ${found}`, { path });
}
