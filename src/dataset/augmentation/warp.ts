import type { Displacement } from "./elastic.ts";
import type { Affine } from "./geometry.ts";
import type { SourceImage } from "../source_image.ts";

/** Which place of a source each pixel of a square shows. */
export interface Warp {
  readonly size: number;
  readonly affine: Affine;
  readonly displacement?: Displacement | undefined;
}

/** A square cut from an image, still in the image's units. */
export interface WarpedImage {
  /** `size * size * 3` values in 0..1. */
  readonly pixels: Float32Array;
  /** `size * size`, 0 or 1. */
  readonly mask: Uint8Array;
  /** `size * size`, numbered as in the source. */
  readonly labels?: Int32Array;
}

/** Brings a place outside an image back by mirrors at its edges, to 0..length - 1. */
function mirror(place: number, length: number): number {
  const last = length - 1;
  if (place >= 0 && place <= last) return place;
  if (last === 0) return 0;
  const period = 2 * last;
  const within = ((place % period) + period) % period;
  return within > last ? period - within : within;
}

/**
 * Cuts a square from an image, its mask and labels together: bilinearly, masks
 * rounded as `prepareMask()` does, labels by the nearest pixel. Beyond its edges an
 * image goes on mirrored.
 */
export function warpImage(source: SourceImage, warp: Warp): WarpedImage {
  const { width, height, pixels: from, mask: fromMask, labels: fromLabels, peak } =
    source;
  const { size, affine, displacement } = warp;
  const { xx, xy, x0, yx, yy, y0 } = affine;
  const pixels = new Float32Array(size * size * 3), mask = new Uint8Array(size * size);
  const labels = fromLabels && new Int32Array(size * size);
  const unit = 1 / peak;
  for (let v = 0, i = 0; v < size; v++) {
    for (let u = 0; u < size; u++, i++) {
      const du = displacement ? u + displacement.x[i]! : u;
      const dv = displacement ? v + displacement.y[i]! : v;
      const x = mirrorEdge(xx * du + xy * dv + x0, width);
      const y = mirrorEdge(yx * du + yy * dv + y0, height);
      const left = x | 0, top = y | 0;
      const right = left + 1 < width ? left + 1 : left;
      const bottom = top + 1 < height ? top + 1 : top;
      const along = x - left, down = y - top;
      const a = top * width + left, b = top * width + right;
      const c = bottom * width + left, d = bottom * width + right;
      const wa = (1 - along) * (1 - down), wb = along * (1 - down);
      const wc = (1 - along) * down, wd = along * down;
      for (let k = 0; k < 3; k++) {
        pixels[3 * i + k] = (wa * from[3 * a + k]! + wb * from[3 * b + k]! +
          wc * from[3 * c + k]! + wd * from[3 * d + k]!) * unit;
      }
      const covered = wa * fromMask[a]! + wb * fromMask[b]! + wc * fromMask[c]! +
        wd * fromMask[d]!;
      mask[i] = covered > 0.5 ? 1 : 0;
      if (labels) {
        labels[i] =
          fromLabels[(down < 0.5 ? top : bottom) * width + (along < 0.5 ? left : right)]!;
      }
    }
  }
  return { pixels, mask, ...(labels ? { labels } : {}) };
}

/** Half a pixel beyond the outermost centres is still that pixel, as when resizing. */
function mirrorEdge(place: number, length: number): number {
  if (place < 0 && place >= -0.5) return 0;
  if (place > length - 1 && place <= length - 0.5) return length - 1;
  return mirror(place, length);
}
