import { FATE_STYLES, FATES, type NucleusFate } from "./fates.ts";

/** The corners of a closed line; the last is joined to the first. */
export type OutlineRing = readonly (readonly [x: number, y: number])[];

/** A nucleus by its outline and what became of it. */
export interface OutlinedNucleus {
  readonly fate: NucleusFate;
  /** In the image's pixels, pieces and their rings, as `findOutlines()` gives them. */
  readonly polygons: readonly (readonly OutlineRing[])[];
}

/** A part of an image, in pixels. */
export interface ImageWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels on the page. */
const LINE = 1.8;

/** The part of a ring's edges that lies in a window, as the data of an SVG path. */
function ringPath(ring: OutlineRing, { x, y, width, height }: ImageWindow): string {
  let path = "";
  let pen: readonly [number, number] | undefined;
  const inside = ([px, py]: readonly [number, number]) =>
    px >= x && px <= x + width && py >= y && py <= y + height;
  const clamped = ([px, py]: readonly [number, number]) =>
    [
      Math.min(Math.max(px, x), x + width) - x,
      Math.min(Math.max(py, y), y + height) - y,
    ] as const;
  ring.forEach((start, index) => {
    const end = ring[(index + 1) % ring.length]!;
    // Edges run along pixels, so clamping both ends is all there is to clipping; what
    // lies along the window's border is left to the neighbouring part of the image.
    const isCut = !(inside(start) && inside(end));
    const isBeside = isCut &&
      (start[0] === end[0]
        ? start[0] <= x || start[0] >= x + width
        : start[1] <= y || start[1] >= y + height);
    const [from, to] = [clamped(start), clamped(end)];
    const dx = to[0] - from[0], dy = to[1] - from[1];
    if (isBeside || (dx === 0 && dy === 0)) return;
    if (pen?.[0] !== from[0] || pen?.[1] !== from[1]) path += `M${from[0]} ${from[1]}`;
    path += dy === 0 ? `h${dx}` : dx === 0 ? `v${dy}` : `l${dx} ${dy}`;
    pen = to;
  });
  return path;
}

/**
 * Outlines in a window of an image, in the colour and dashes of their fate on a dark
 * line that keeps them visible on any image; matched ones first, so that errors lie
 * above them.
 *
 * @param scale pixels on the page for one of the image
 * @returns SVG with the window's upper left corner at 0, 0
 */
export function outlinePaths(
  nuclei: readonly OutlinedNucleus[],
  window: ImageWindow,
  scale: number,
): string {
  const stroke = (pixels: number) => (pixels / scale).toFixed(3);
  const drawn = (["annotated", ...FATES] as const).map((fate) => {
    const path = nuclei.filter((nucleus) => nucleus.fate === fate)
      .flatMap(({ polygons }) => polygons.flat())
      .map((ring) => ringPath(ring, window)).join("");
    if (path === "") return "";
    const { colour, dash } = FATE_STYLES[fate];
    const dashes = dash === "none"
      ? ""
      : ` stroke-dasharray="${dash.split(" ").map((part) => stroke(+part)).join(" ")}"`;
    return `<path d="${path}" stroke="#000000" stroke-opacity="0.55" stroke-width="${
      stroke(LINE + 1.6)
    }"/><path d="${path}" stroke="${colour}" stroke-width="${stroke(LINE)}"${dashes}/>`;
  }).join("");
  return drawn &&
    `<g fill="none" transform="scale(${scale.toFixed(4)})">${drawn}</g>`;
}
