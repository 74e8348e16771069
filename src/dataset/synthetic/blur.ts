/**
 * Gaussian blur of one plane, edges repeated. Not the blur of the room `segment`: this
 * one reaches less far for speed, and with another one images would no longer be those
 * that a seed has always drawn.
 *
 * @param sigma pixels, greater than 0
 */
export function blur(
  plane: Float32Array,
  width: number,
  height: number,
  sigma: number,
): Float32Array<ArrayBuffer> {
  const kernel = gaussian(sigma);
  return blurColumns(blurRows(plane, width, height, kernel), width, height, kernel);
}

/** Weights from -radius to radius, 1 in all. */
function gaussian(sigma: number): Float32Array {
  const radius = Math.ceil(2.5 * sigma);
  const kernel = Float32Array.from(
    { length: 2 * radius + 1 },
    (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((a, b) => a + b, 0);
  return kernel.map((value) => value / sum);
}

function blurRows(
  plane: Float32Array,
  width: number,
  height: number,
  kernel: Float32Array,
): Float32Array {
  const blurred = new Float32Array(plane.length);
  const radius = (kernel.length - 1) / 2;
  const line = new Float32Array(width + 2 * radius);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    line.fill(plane[start]!, 0, radius);
    line.set(plane.subarray(start, start + width), radius);
    line.fill(plane[start + width - 1]!, radius + width);
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) sum += line[x + k]! * kernel[k]!;
      blurred[start + x] = sum;
    }
  }
  return blurred;
}

/** Row by row too: memory is read in its order. */
function blurColumns(
  plane: Float32Array,
  width: number,
  height: number,
  kernel: Float32Array,
): Float32Array<ArrayBuffer> {
  const blurred = new Float32Array(plane.length);
  const radius = (kernel.length - 1) / 2;
  for (let y = 0; y < height; y++) {
    const to = y * width;
    for (let k = 0; k < kernel.length; k++) {
      const from = Math.min(Math.max(y + k - radius, 0), height - 1) * width;
      const weight = kernel[k]!;
      for (let x = 0; x < width; x++) blurred[to + x]! += weight * plane[from + x]!;
    }
  }
  return blurred;
}

/**
 * Blur by any width at a fixed price, about a Gaussian of sigma 0.8 `radius`: the
 * plane is averaged in squares of half the radius, blurred there, and
 * interpolated.
 *
 * @param radius pixels, 4 or more
 */
export function haze(
  plane: Float32Array,
  width: number,
  height: number,
  radius: number,
): Float32Array<ArrayBuffer> {
  const step = Math.max(2, Math.floor(radius / 2));
  const columns = Math.ceil(width / step), rows = Math.ceil(height / step);
  const coarse = new Float32Array(columns * rows);
  const counts = new Float32Array(columns * rows);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / step) * columns;
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor(x / step);
      coarse[cell]! += plane[y * width + x]!;
      counts[cell]!++;
    }
  }
  for (let i = 0; i < coarse.length; i++) coarse[i]! /= counts[i]!;
  return enlarge(blur(coarse, columns, rows, 1.5), columns, rows, width, height, step);
}

/** Bilinear interpolation between the middles of squares of `step` pixels. */
function enlarge(
  coarse: Float32Array,
  columns: number,
  rows: number,
  width: number,
  height: number,
  step: number,
): Float32Array<ArrayBuffer> {
  const fine = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const v = Math.min(Math.max((y + 0.5) / step - 0.5, 0), rows - 1);
    const top = Math.floor(v), fy = v - top;
    const upper = top * columns, lower = Math.min(top + 1, rows - 1) * columns;
    for (let x = 0; x < width; x++) {
      const u = Math.min(Math.max((x + 0.5) / step - 0.5, 0), columns - 1);
      const left = Math.floor(u), fx = u - left;
      const right = Math.min(left + 1, columns - 1);
      const a = coarse[upper + left]! * (1 - fx) + coarse[upper + right]! * fx;
      const b = coarse[lower + left]! * (1 - fx) + coarse[lower + right]! * fx;
      fine[y * width + x] = a * (1 - fy) + b * fy;
    }
  }
  return fine;
}
