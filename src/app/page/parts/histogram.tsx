/// <reference lib="dom" />
import { binValues } from "../plain/histogram_bins.ts";
import { writeCount, writeNumber } from "../plain/write_numbers.ts";

const WIDTH = 280, HEIGHT = 84, BASE = 66;

/** A line from the axis to the top. */
const upright = (x: number) => ({ x1: x, x2: x, y1: 0, y2: BASE });

/** How a measurement is distributed over the nuclei of an image. */
export function HistogramFigure(
  { title, unit, values, marked }: {
    title: string;
    /** Empty of what has none. */
    unit: string;
    values: readonly number[];
    /** That of the nucleus that is looked at. */
    marked?: number | undefined;
  },
) {
  const histogram = binValues(values);
  if (histogram === undefined) return null;
  const { bins, count, beyond, smallest, largest } = histogram;
  const from = bins[0]?.from ?? smallest, to = bins.at(-1)?.to ?? largest;
  const tallest = Math.max(...bins.map((bin) => bin.count));
  const place = (value: number) =>
    to === from
      ? WIDTH / 2
      : Math.min(WIDTH, Math.max(0, WIDTH * (value - from) / (to - from)));
  const named = (value: number) => `${writeNumber(value)}${unit && ` ${unit}`}`;
  const words = `${title} of ${writeCount(count, "nucleus", "nuclei")}: from ` +
    `${named(smallest)} to ${named(largest)}, median ${named(histogram.median)}`;
  return (
    <figure class="histogram">
      <figcaption>
        <span>{title}{unit && <span class="soft">, {unit}</span>}</span>
        <span class="soft">median {writeNumber(histogram.median)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
        {bins.map((bin) => {
          const left = to === from ? WIDTH / 2 - 12 : place(bin.from);
          const right = to === from ? WIDTH / 2 + 12 : place(bin.to);
          const height = bin.count === 0 ? 0 : Math.max(1, BASE * bin.count / tallest);
          return (
            <rect
              key={bin.from}
              class="bar-mark"
              x={left + 0.5}
              y={BASE - height}
              width={Math.max(0.5, right - left - 1)}
              height={height}
            >
              <title>{`${named(bin.from)} to ${named(bin.to)}: ${bin.count}`}</title>
            </rect>
          );
        })}
        <line class="axis-mark" x1="0" x2={WIDTH} y1={BASE + 0.5} y2={BASE + 0.5} />
        {marked !== undefined && (
          <>
            <line class="chosen-edge" {...upright(place(marked))} />
            <line class="chosen-mark" {...upright(place(marked))} />
          </>
        )}
        <text x="0" y={HEIGHT - 3}>{writeNumber(from)}</text>
        <text x={WIDTH} y={HEIGHT - 3} text-anchor="end">{writeNumber(to)}</text>
      </svg>
      {beyond > 0 && (
        <p class="help">
          {writeCount(beyond, "nucleus is", "nuclei are")} beyond the axis.
        </p>
      )}
    </figure>
  );
}
