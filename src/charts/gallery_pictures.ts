import sharp from "sharp";
import {
  createImage,
  drawOverlay,
  type Image,
  resizeNearest,
  stretchContrast,
} from "../images/mod.ts";
import { type GalleryItem, type GalleryPart, truthOf } from "./gallery_item.ts";
import { AGREEMENT } from "./palette.ts";

/**
 * Pixels of a picture for one of the chart: still sharp where a chart is drawn twice
 * as large, and a gallery of stained tissue stays below a megabyte.
 */
const DENSITY = 1.5;
/** Yellow beside black: one of the two stands out on any image, in gray as well. */
const OUTLINE = { light: [255, 220, 0], dark: [0, 0, 0] } as const;

const rgb = (colour: string) =>
  [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

/** Width and height on the page. */
export interface Shown {
  readonly width: number;
  readonly height: number;
}

/** The size of the embedded picture: never larger than the image itself. */
function embedded({ image }: GalleryItem, shown: Shown): Shown {
  return {
    width: Math.min(image.width, Math.round(DENSITY * shown.width)),
    height: Math.min(image.height, Math.round(DENSITY * shown.height)),
  };
}

/** Shrunk to a size, 3 channels of 8 bits. */
async function shrink(image: Image, { width, height }: Shown): Promise<Image> {
  if (image.width === width && image.height === height) return image;
  const small = createImage(width, height, 3);
  const { data } = image;
  small.data.set(
    await sharp(data, {
      raw: { width: image.width, height: image.height, channels: 3 },
    }).resize(width, height, { fit: "fill" }).raw().toBuffer(),
  );
  return small;
}

/** A PNG as a data URL; one channel where all three are alike. */
async function dataUrl({ data, width, height }: Image): Promise<string> {
  let isGray = true;
  for (let i = 0; i < data.length && isGray; i += 3) {
    isGray = data[i] === data[i + 1] && data[i] === data[i + 2];
  }
  const picture = sharp(data, { raw: { width, height, channels: 3 } });
  const png = await (isGray ? picture.toColourspace("b-w") : picture)
    .png({ compressionLevel: 9 }).toBuffer();
  return `data:image/png;base64,${new Uint8Array(png).toBase64()}`;
}

/** White where a mask or labels have a nucleus. */
function paintMask({ image }: GalleryItem, mask: ArrayLike<number>): Image {
  const painted = createImage(image.width, image.height, 3);
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 0) painted.data.fill(255, i * 3, i * 3 + 3);
  }
  return painted;
}

/** Where a prediction and the truth agree and where not. */
function paintAgreement(
  { image }: GalleryItem,
  truth: ArrayLike<number>,
  prediction: Uint8Array,
): Image {
  const painted = createImage(image.width, image.height, 3);
  const { tp, fp, fn, tn } = AGREEMENT;
  const colours = [tn, fn, fp, tp].map(rgb);
  for (let i = 0; i < prediction.length; i++) {
    const index = (prediction[i] !== 0 ? 2 : 0) + (truth[i] !== 0 ? 1 : 0);
    painted.data.set(colours[index]!, i * 3);
  }
  return painted;
}

/** The nuclei's outlines, drawn at the embedded size, where they stay thin lines. */
async function paintOverlay(
  { image }: GalleryItem,
  truth: Uint8Array | Int32Array,
  size: Shown,
  line: number,
): Promise<Image> {
  const small = await shrink(stretchContrast(image), size);
  const nuclei = resizeNearest(
    truth,
    image.width,
    image.height,
    1,
    size.width,
    size.height,
  );
  const dark = drawOverlay(small, nuclei, { color: OUTLINE.dark, outline: line + 1 });
  return drawOverlay(dark, nuclei, { color: OUTLINE.light, outline: line });
}

/** One picture of an item as a data URL; undefined where the item has none. */
export async function drawPart(
  item: GalleryItem,
  part: GalleryPart,
  shown: Shown,
): Promise<string | undefined> {
  const size = embedded(item, shown);
  const truth = truthOf(item);
  const { image, prediction } = item;
  switch (part) {
    case "image":
      return await dataUrl(await shrink(stretchContrast(image), size));
    case "mask":
      return truth && await dataUrl(await shrink(paintMask(item, truth), size));
    case "overlay": {
      // Of an image that is shrunk a lot, thick lines would fill the nuclei.
      const line = size.width > 0.8 * image.width ? 2 : 1;
      return truth && await dataUrl(await paintOverlay(item, truth, size, line));
    }
    case "prediction": {
      if (prediction === undefined) return undefined;
      const painted = truth === undefined
        ? paintMask(item, prediction)
        : paintAgreement(item, truth, prediction);
      return await dataUrl(await shrink(painted, size));
    }
  }
}
