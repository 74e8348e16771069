/// <reference lib="dom" />
/** One frame: the image, the mask, the outlines, the nucleus that is selected. */
import { labelColor } from "../../images/mod.ts";
import type { LabelIndex } from "./label_index.ts";
import { findOutlineEdges } from "./outline_edges.ts";
import {
  type LabelPicture,
  paintImage,
  paintMask,
  paintOutlines,
  type Picture,
} from "./paint_tiles.ts";
import { type LayerPlace, TileLayer } from "./tile_layer.ts";
import { seenBox, type Size, toScreen } from "./view.ts";

/** How strongly each layer shows, 0..1. */
export interface Opacity {
  readonly image: number;
  readonly mask: number;
  readonly outlines: number;
}

/** An image's layer. */
export const imageLayer = (picture: Picture) =>
  new TileLayer(picture, (part) => paintImage(picture, part));

/** All that is drawn of labels. */
export interface LabelLayers {
  readonly index: LabelIndex;
  readonly picture: LabelPicture;
  readonly mask: TileLayer;
  readonly outlines: TileLayer;
  /** Lines around nuclei in the image's pixels, once they were needed. */
  readonly paths: Map<number, Path2D>;
}

export const labelLayers = (picture: LabelPicture, index: LabelIndex): LabelLayers => ({
  index,
  picture,
  mask: new TileLayer(picture, (part) => paintMask(picture, part)),
  outlines: new TileLayer(picture, (part) => paintOutlines(picture, part)),
  paths: new Map(),
});

/** What a frame shows. */
export interface Frame {
  readonly size: Size;
  readonly image: TileLayer;
  readonly labels: LabelLayers | undefined;
  readonly opacity: Opacity;
  readonly selected: number | undefined;
}

/** CSS pixels a pixel of the image, from which on outlines are lines, not pixels. */
const LINES_FROM = 3;
/** CSS pixels. */
const LINE = 2, SELECTED_LINE = 2, HALO = 4.5;
/** Lines of more nuclei are not kept. */
const MOST_PATHS = 4000;

/** The level whose pixels are nearest to the pixels that an image is drawn on. */
const levelFor = (scale: number): number => Math.max(0, Math.round(-Math.log2(scale)));

/**
 * Draws a frame.
 *
 * @returns whether it is whole, else there was no time to paint all tiles
 */
export function drawFrame(
  context: CanvasRenderingContext2D,
  frame: Frame,
  place: LayerPlace,
): boolean {
  const { labels, opacity } = frame;
  const { canvas } = context;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.save();
  clipToImage(context, frame.size, place);
  const dense = place.view.scale * place.density;
  context.imageSmoothingEnabled = dense < 2;
  context.globalAlpha = opacity.image;
  let whole = frame.image.draw(context, place, levelFor(dense));
  if (labels !== undefined) {
    const level = levelFor(place.view.scale);
    context.imageSmoothingEnabled = dense < 1;
    context.globalAlpha = opacity.mask;
    if (opacity.mask > 0) whole = labels.mask.draw(context, place, level) && whole;
    context.globalAlpha = opacity.outlines;
    if (opacity.outlines > 0) {
      if (place.view.scale >= LINES_FROM) strokeOutlines(context, labels, place);
      else whole = labels.outlines.draw(context, place, level) && whole;
    }
    context.globalAlpha = 1;
    context.restore();
    strokeSelected(context, labels, place, frame.selected);
  } else context.restore();
  return whole;
}

function clipToImage(context: CanvasRenderingContext2D, size: Size, place: LayerPlace) {
  const { view, host, density } = place;
  const { x, y } = toScreen(view, host, { x: 0, y: 0 });
  context.beginPath();
  const [left, top] = [Math.round(x * density), Math.round(y * density)];
  const end = toScreen(view, host, { x: size.width, y: size.height });
  context.rect(
    left,
    top,
    Math.round(end.x * density) - left,
    Math.round(end.y * density) - top,
  );
  context.clip();
}

/** The line around a nucleus in the image's pixels. */
function outlinePath({ paths, picture, index }: LabelLayers, label: number): Path2D {
  const kept = paths.get(label);
  if (kept) return kept;
  const path = new Path2D();
  const edges = findOutlineEdges(picture.labels, picture.width, index.box(label)!, label);
  for (let at = 0; at < edges.length; at += 4) {
    path.moveTo(edges[at]!, edges[at + 1]!);
    path.lineTo(edges[at + 2]!, edges[at + 3]!);
  }
  if (paths.size >= MOST_PATHS) paths.clear();
  paths.set(label, path);
  return path;
}

/** From here on, the context draws in the image's pixels. */
function drawInImage(
  context: CanvasRenderingContext2D,
  { view, host, density }: LayerPlace,
) {
  const { x, y } = toScreen(view, host, { x: 0, y: 0 });
  const scale = view.scale * density;
  context.setTransform(scale, 0, 0, scale, x * density, y * density);
  context.lineCap = "round";
}

function strokeOutlines(
  context: CanvasRenderingContext2D,
  labels: LabelLayers,
  place: LayerPlace,
): void {
  drawInImage(context, place);
  context.lineWidth = LINE / place.view.scale;
  for (const label of labels.index.within(seenBox(place.view, place.host))) {
    const [red, green, blue] = labelColor(label);
    context.strokeStyle = `rgb(${red} ${green} ${blue})`;
    context.stroke(outlinePath(labels, label));
  }
}

/** White on black shows on any image and on any colour of a mask. */
function strokeSelected(
  context: CanvasRenderingContext2D,
  labels: LabelLayers,
  place: LayerPlace,
  selected: number | undefined,
): void {
  if (selected === undefined || labels.index.box(selected) === undefined) return;
  const path = outlinePath(labels, selected);
  drawInImage(context, place);
  for (const [color, width] of [["#000", HALO], ["#fff", SELECTED_LINE]] as const) {
    context.strokeStyle = color;
    context.lineWidth = width / place.view.scale;
    context.stroke(path);
  }
}
