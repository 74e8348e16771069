/** What a look at each pixel's eight neighbours says. */
export interface Texture {
  readonly noise: number;
  readonly sharpness: number;
  readonly texture: number;
}

/**
 * Noise, sharpness and texture of a gray image, 0 each where a side is below three
 * pixels.
 *
 * Noise is the standard deviation that Immerkær's filter finds: the difference of
 * two Laplacians is blind to slopes and edges of any length, so that what is left
 * is noise, and the fine texture of stained tissue besides (J. Immerkær, "Fast
 * noise variance estimation", Computer Vision and Image Understanding 64(2), 1996).
 * Sharpness is the standard deviation of the Laplacian, whose square is a measure
 * of focus (J. L. Pech-Pacheco et al., "Diatom autofocusing in brightfield
 * microscopy", ICPR 2000). Texture is the mean length of the gradient by central
 * differences. All are in the unit of gray, a pixel.
 *
 * @param gray row-major, `width` times `height` values
 */
export function measureTexture(
  gray: Float32Array,
  width: number,
  height: number,
): Texture {
  if (width < 3 || height < 3) return { noise: 0, sharpness: 0, texture: 0 };
  let differences = 0;
  let sum = 0;
  let squares = 0;
  let gradients = 0;
  for (let y = 1; y < height - 1; y++) {
    let at = y * width + 1;
    for (const end = at + width - 2; at < end; at++) {
      const above = gray[at - width]!;
      const below = gray[at + width]!;
      const left = gray[at - 1]!;
      const right = gray[at + 1]!;
      const here = 4 * gray[at]!;
      const sides = above + below + left + right;
      const corners = gray[at - width - 1]! + gray[at - width + 1]! +
        gray[at + width - 1]! + gray[at + width + 1]!;
      const laplacian = sides - here;
      differences += Math.abs(corners - 2 * sides + here);
      sum += laplacian;
      squares += laplacian * laplacian;
      const dx = right - left;
      const dy = below - above;
      gradients += Math.sqrt(dx * dx + dy * dy);
    }
  }
  const n = (width - 2) * (height - 2);
  return {
    noise: Math.sqrt(Math.PI / 2) * differences / (6 * n),
    sharpness: Math.sqrt(Math.max(squares / n - (sum / n) ** 2, 0)),
    texture: gradients / (2 * n),
  };
}
