import { type Chart, InputError } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { checkItems, type GalleryItem, truthOf } from "./gallery_item.ts";
import { drawPart } from "./gallery_pictures.ts";
import { AGREEMENT } from "./palette.ts";
import { grid, type Panel, stack } from "./panel.ts";
import { pictureHeads } from "./picture_heads.ts";
import { distinct } from "./rows.ts";
import { escapeXml, listed, plural, shorten } from "./words.ts";

/** What one model says of an image. */
export interface ModelPrediction {
  readonly model: string;
  /** 0 or 1 a pixel. */
  readonly prediction: Uint8Array;
  /** A word on it, such as its score. */
  readonly note?: string;
}

/** An image with what several models say of it. */
export interface ModelGalleryItem extends Omit<GalleryItem, "prediction" | "note"> {
  readonly predictions: readonly ModelPrediction[];
}

const GAP = 8;

/** At most five pictures side by side, in rows that are as full as can be. */
function columnsFor(items: readonly ModelGalleryItem[]): number {
  const counts = items.map((item) => item.predictions.length + (truthOf(item) ? 2 : 1));
  const most = Math.max(...counts);
  return Math.max(3, Math.ceil(most / Math.ceil(most / 5)));
}

async function itemPanel(item: ModelGalleryItem, across: number): Promise<Panel> {
  const { title, image, predictions } = item;
  const side = Math.floor(INNER_WIDTH / across) - GAP;
  const scale = side / Math.max(image.width, image.height);
  const shown = {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  };
  const heads = pictureHeads(
    predictions.map(({ model, note = "" }) => ({ name: model, note })),
    side,
  );
  const picture = (name: string, note: string, url: string): Panel => ({
    markup: `${
      heads.draw({ name, note })
    }<image y="${heads.height}" width="${shown.width}" height="${shown.height}" href="${url}"/>`,
    width: side + GAP,
    height: heads.height + shown.height + GAP,
  });
  const cells = [picture("image", "", (await drawPart(item, "image", shown))!)];
  const truth = await drawPart(item, "overlay", shown);
  if (truth) cells.push(picture("annotated", "", truth));
  for (const { model, prediction, note = "" } of predictions) {
    const url = await drawPart({ ...item, prediction }, "prediction", shown);
    cells.push(picture(model, note, url!));
  }
  return stack([
    {
      markup: `<text y="13" font-size="12" font-weight="bold">${
        escapeXml(shorten(title, 12, INNER_WIDTH))
      }</text>`,
      width: INNER_WIDTH,
      height: 20,
    },
    grid(cells, across),
  ]);
}

/**
 * What several models say of the same images: each image, what was annotated, and
 * beside it every model's mask, coloured by where it agrees.
 *
 * @param items images are stretched for display, see {@linkcode stretchContrast}
 * @throws {InputError} if there is no item, or none has a prediction, or a mask or
 *   prediction is not of its image's size
 *
 * @example
 * ```ts
 * import { createImage, modelGalleryChart } from "#karyon";
 * const mask = Uint8Array.of(0, 1, 0, 0), image = createImage(2, 2, 1);
 * const predictions = ["a", "b"].map((model) => ({ model, prediction: mask }));
 * const chart = await modelGalleryChart([{ title: "x", image, mask, predictions }], {
 *   split: "test",
 * });
 * if (!chart.caption.includes("a and b; test (n = 1)")) throw new Error(chart.caption);
 * ```
 */
export async function modelGalleryChart(
  items: readonly ModelGalleryItem[],
  { split, title = "Models side by side" }: {
    readonly split: string;
    readonly title?: string;
  },
): Promise<Chart> {
  checkItems("modelGalleryChart", items);
  const models = distinct(
    items.flatMap(({ predictions }) => predictions.map(({ model }) => model)),
  );
  if (models.length === 0) {
    throw new InputError("modelGalleryChart: Expected predictions but found none");
  }
  for (const { predictions, ...item } of items) {
    const predicted = predictions.map(({ prediction }) => ({ ...item, prediction }));
    if (predicted.length > 0) checkItems("modelGalleryChart", predicted);
  }
  const panels: Panel[] = [];
  const across = columnsFor(items);
  for (const item of items) panels.push(await itemPanel(item, across));
  const keys: Key[] = !items.some((item) => truthOf(item)) ? [] : [
    { label: "nucleus in both", colour: AGREEMENT.tp, shape: "box" },
    { label: "predicted only", colour: AGREEMENT.fp, shape: "box" },
    { label: "in the mask only", colour: AGREEMENT.fn, shape: "box" },
    { label: "background in both", colour: AGREEMENT.tn, shape: "box" },
  ];
  return figure({
    title,
    keys,
    panels: [stack(panels)],
    caption: `${title}: ${listed(models)}; ${split} (n = ${items.length}). ` +
      "The images are stretched to full brightness for display.",
    alt: `${plural(items.length, "image")}, each beside the masks of ${
      plural(models.length, "model")
    }: ${
      items.map(({ title, predictions }) =>
        `${title} (${
          predictions.map(({ model, note = "" }) => `${model} ${note}`.trim()).join(", ")
        })`
      ).join("; ")
    }.`,
  });
}
