import type { Dataset } from "./dataset.ts";
import { isDsb2018, openDsb2018 } from "./dsb2018.ts";
import { openSynthetic } from "./open_synthetic.ts";
import { openOwn } from "./own/open_own.ts";

/**
 * Opens a data set.
 *
 * @param source where it comes from:
 *   - `"synthetic"`, the embedded set that Karyon draws itself; `"synthetic:300"`
 *     for 300 images to train and a third as many to test, each drawn when it is
 *     read; `"synthetic:300:7"` from the seed 7
 *   - a folder with the 2018 Data Science Bowl as published (zips) or unpacked,
 *     which `deno task data` gets; `stage2` joins its sets where it is there
 *   - a folder or a zip with images of your own
 *
 * Masks of your own images are found by their names, in any of these forms, also
 * mixed:
 *
 *   - `images/a.tif` and `masks/a.png`; the folder of masks may also be called
 *     `labels`, `annotations`, `gt`, `segmentations` and the like
 *   - `a.png` and, beside it, `a_mask.png`; also `-mask`, `.mask`, `_label`,
 *     `_labels`, `_seg`, `_gt`; or `a/image.png` and `a/mask.png`
 *   - `a/images/a.png` and one file a nucleus in `a/masks/`, as in the contest; or
 *     `images/a.png` and `masks/a/`
 *   - a CSV with the columns ImageId and EncodedPixels, one row a nucleus; Height and
 *     Width where they are there must be the image's
 *   - images alone, to predict on
 *
 * The values of a mask tell what it is, file by file. More than one value above 0
 * means a label image, of 8 or 16 bits: each value, or each colour, is a nucleus. One
 * value means a plain mask: each connected piece (pixels that share an edge) is taken
 * for a nucleus, so nuclei that touch count as one. Labels are numbered from 1
 * without gaps. Where an image has both, the label image is taken.
 *
 * Folders called `train`, `test` and `validation` (or `val`), outside or inside of
 * `images` and `masks`, are the sets; without a test set, validation is `test`. Where
 * there are no such folders, a fixed hash of each name puts about 80 % of the images
 * into train and the others into test. `problems` lists what did not pair, `pairing`
 * counts it. Hidden files and what Karyon wrote (`*.overlay.png`, `*.nuclei.csv`)
 * are passed over.
 *
 * @throws {InputError} if there is no such thing, or it is not laid out in any of
 *   these ways
 *
 * @example
 * ```ts
 * import { openDataset } from "#karyon";
 * const dataset = await openDataset("synthetic");
 * const { image, labels } = await dataset.train.read(dataset.train.ids[0]!);
 * if (labels?.length !== image.width * image.height) throw new Error();
 * await dataset.close();
 * ```
 *
 * @example Images of your own
 * ```ts
 * import { createImage, openDataset, writeMask, writePng } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * for (const name of ["a", "b"]) {
 *   await writePng(`${folder}/images/${name}.png`, createImage(4, 2, 3));
 *   const mask = Uint8Array.of(1, 1, 0, 1, 0, 0, 0, 1);
 *   await writeMask(`${folder}/masks/${name}.png`, mask, 4, 2);
 * }
 * const { train, test, problems, close } = await openDataset(folder);
 * const { labels } = await train.read(train.ids[0]!);
 * if (labels?.join() !== "1,1,0,2,0,0,0,2") throw new Error(`${labels}`);
 * if (train.ids.length + test.ids.length !== 2 || problems.length > 0) throw new Error();
 * await close();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function openDataset(source = "synthetic"): Promise<Dataset> {
  if (source === "synthetic" || source.startsWith("synthetic:")) {
    return openSynthetic(source);
  }
  return await (await isDsb2018(source) ? openDsb2018(source) : openOwn(source));
}
