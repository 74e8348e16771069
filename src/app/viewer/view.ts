/** Where an image lies on the screen: points between both, zoom, pan and fit. */

/** Width and height, of an image in its pixels or of an element in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is seen of an image, whatever the size of the element that shows it. */
export interface View {
  /** The point of the image in the middle of the element; its first pixel is 0..1. */
  readonly x: number;
  readonly y: number;
  /** CSS pixels for one pixel of the image. */
  readonly scale: number;
}

/** At most so many CSS pixels for one of the image. */
const LARGEST_SCALE = 48;

/** How much smaller than fitting an image may be. */
const SMALLEST_SHARE = 0.5;

/** A point of the image as a point of the element, from its upper left corner. */
export const toScreen = (view: View, host: Size, { x, y }: Point): Point => ({
  x: (x - view.x) * view.scale + host.width / 2,
  y: (y - view.y) * view.scale + host.height / 2,
});

/** A point of the element as a point of the image. */
export const toImage = (view: View, host: Size, { x, y }: Point): Point => ({
  x: (x - host.width / 2) / view.scale + view.x,
  y: (y - host.height / 2) / view.scale + view.y,
});

/** The whole image, as large as it goes. */
export function fitView(image: Size, host: Size): View {
  const scale = Math.min(host.width / image.width, host.height / image.height);
  return { x: image.width / 2, y: image.height / 2, scale: scale > 0 ? scale : 1 };
}

const between = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most);

/** The nearest view that neither loses the image nor zooms without end. */
export function limitView(view: View, image: Size, host: Size): View {
  const fit = fitView(image, host).scale;
  return {
    x: between(view.x, 0, image.width),
    y: between(view.y, 0, image.height),
    scale: between(view.scale, fit * SMALLEST_SHARE, Math.max(LARGEST_SCALE, fit * 2)),
  };
}

/** Zooms so that a point of the element keeps showing the same point of the image. */
export function zoomAround(
  view: View,
  image: Size,
  host: Size,
  factor: number,
  at: Point = { x: host.width / 2, y: host.height / 2 },
): View {
  const kept = toImage(view, host, at);
  const { scale } = limitView({ ...view, scale: view.scale * factor }, image, host);
  const shift = { x: at.x - host.width / 2, y: at.y - host.height / 2 };
  const x = kept.x - shift.x / scale, y = kept.y - shift.y / scale;
  return limitView({ x, y, scale }, image, host);
}

/** Moves the image on the screen by CSS pixels. */
export const panView = (view: View, image: Size, host: Size, by: Point): View =>
  limitView(
    { ...view, x: view.x - by.x / view.scale, y: view.y - by.y / view.scale },
    image,
    host,
  );

/** A part of an image, from its first column and row to before its last. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What of the image plane an element shows. */
export function seenBox(view: View, host: Size): Box {
  const { x: left, y: top } = toImage(view, host, { x: 0, y: 0 });
  const { x: right, y: bottom } = toImage(view, host, {
    x: host.width,
    y: host.height,
  });
  return { left, top, right, bottom };
}

/** A box too small to be seen well is shown at this many CSS pixels. */
const CLEAR_SIZE = 40;
const UNCLEAR_SIZE = 14;

/** The least change of a view after which a box is wholly and clearly in sight. */
export function revealBox(view: View, image: Size, host: Size, box: Box): View {
  const longest = Math.max(box.right - box.left, box.bottom - box.top);
  const scale = longest * view.scale < UNCLEAR_SIZE ? CLEAR_SIZE / longest : view.scale;
  const seen = seenBox({ ...view, scale }, host);
  const isInside = box.left >= seen.left && box.right <= seen.right &&
    box.top >= seen.top && box.bottom <= seen.bottom;
  if (isInside) return limitView({ ...view, scale }, image, host);
  const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
  return limitView({ x, y, scale }, image, host);
}
