/** How far away the nearest and second-nearest nuclei are; inside nuclei 0. */
export interface TwoNearest {
  /** Pixels from centre to centre, Infinity where none is near. */
  readonly first: Float32Array;
  /** The same for the nearest nucleus of another label. */
  readonly second: Float32Array;
}

/** Two places a pixel: the labels met nearest in its column, and how far squared. */
interface InColumns {
  /** 0 where there is none. */
  readonly labels: Int32Array;
  readonly squares: Int32Array;
}

/** Notes for every pixel of one row the two labels last met in its column. */
interface Met {
  readonly labels: Int32Array;
  readonly rows: Int32Array;
}

/** Meets a row's nuclei: what is in sight at each pixel is then two labels at most. */
function meetRow(met: Met, labels: Int32Array, width: number, y: number): void {
  for (let x = 0; x < width; x++) {
    const label = labels[y * width + x]!;
    if (label === 0) continue;
    if (label !== met.labels[2 * x]) {
      met.labels[2 * x + 1] = met.labels[2 * x]!;
      met.rows[2 * x + 1] = met.rows[2 * x]!;
      met.labels[2 * x] = label;
    }
    met.rows[2 * x] = y;
  }
}

/** Takes a label at a distance into a pixel's two, which begin at `at`. */
function insert(near: InColumns, at: number, label: number, square: number): void {
  const { labels, squares } = near;
  if (labels[at] === 0 || label === labels[at]) {
    if (labels[at] === 0 || square < squares[at]!) squares[at] = square;
    labels[at] = label;
  } else if (square < squares[at]!) {
    labels[at + 1] = labels[at]!;
    squares[at + 1] = squares[at]!;
    labels[at] = label;
    squares[at] = square;
  } else if (labels[at + 1] === 0 || square < squares[at + 1]!) {
    labels[at + 1] = label;
    squares[at + 1] = square;
  }
}

/** Looks along the columns, downwards and then upwards. */
function lookInColumns(
  labels: Int32Array,
  width: number,
  height: number,
  reach: number,
): InColumns {
  const near: InColumns = {
    labels: new Int32Array(2 * labels.length),
    squares: new Int32Array(2 * labels.length),
  };
  for (const step of [1, -1]) {
    const met: Met = {
      labels: new Int32Array(2 * width),
      rows: new Int32Array(2 * width),
    };
    for (let n = 0, y = step === 1 ? 0 : height - 1; n < height; n++, y += step) {
      meetRow(met, labels, width, y);
      for (let i = 0; i < 2 * width; i++) {
        const label = met.labels[i]!, away = y - met.rows[i]!;
        if (label === 0 || Math.abs(away) > reach) continue;
        insert(near, 2 * (y * width + (i >> 1)), label, away * away);
      }
    }
  }
  return near;
}

/**
 * Measures the background's exact Euclidean distances to the two nearest labels. Columns first, as in
 * the distance transform of Felzenszwalb and Huttenlocher: a label that is third in
 * its column is nowhere second in the row. Along the row, the search goes outwards
 * and ends where nothing nearer can follow.
 *
 * @param labels 0 or a nucleus' number a pixel, row by row
 * @param reach nuclei may be overlooked that are further away, in pixels
 */
export function findTwoNearest(
  labels: Int32Array,
  width: number,
  height: number,
  reach: number,
): TwoNearest {
  const columns = lookInColumns(labels, width, height, reach);
  const first = new Float32Array(labels.length);
  const second = new Float32Array(labels.length);
  for (let pixel = 0; pixel < labels.length; pixel++) {
    if (labels[pixel] !== 0) continue;
    const x = pixel % width;
    let nearest = 0, nearestSquare = Infinity, otherSquare = Infinity;
    for (let k = 0; k <= reach && k * k < otherSquare; k++) {
      for (let side = k === 0 ? 1 : -1; side <= 1; side += 2) {
        const along = x + side * k;
        if (along < 0 || along >= width) continue;
        const at = 2 * (pixel + side * k);
        for (let i = at; i < at + 2; i++) {
          const label = columns.labels[i]!;
          if (label === 0) break;
          const square = columns.squares[i]! + k * k;
          if (label === nearest) {
            if (square < nearestSquare) nearestSquare = square;
          } else if (square < nearestSquare) {
            otherSquare = nearestSquare;
            nearestSquare = square;
            nearest = label;
          } else if (square < otherSquare) {
            otherSquare = square;
          }
        }
      }
    }
    first[pixel] = Math.sqrt(nearestSquare);
    second[pixel] = Math.sqrt(otherSquare);
  }
  return { first, second };
}
