/// <reference lib="dom" />
import { useRef } from "preact/hooks";
// @ts-types="@types/d3-array"
import { mean, median } from "d3-array";
import type { NucleusViewer, Opacity, Picture, View } from "../../viewer/viewer.ts";
import type { FoundNuclei } from "../../segmenter.ts";
import { wordColumn } from "../plain/column_words.ts";
import { writeDuration, writeNumber } from "../plain/write_numbers.ts";
import { labelAt } from "../bench/label_at.ts";
import { useBench } from "./context.ts";
import { TroubleNote } from "./trouble_note.tsx";
import { ViewerHost } from "./viewer_host.tsx";

type Side = Omit<FoundNuclei, "labels">;

const FACTS: readonly (readonly [string, (side: Side) => string])[] = [
  ["Nuclei", ({ count }) => writeNumber(count)],
  ["Median area", ({ rows, columns }) => {
    const column = columns.includes("area_um2") ? "area_um2" : "area";
    return `${writeMiddle(rows, column)} ${wordColumn(column).unit}`;
  }],
  ["Mean intensity, average", ({ rows }) => {
    const value = mean(rows, (row) => Number(row["mean_intensity"]));
    return value === undefined ? "–" : writeNumber(value);
  }],
  ["Threshold", ({ threshold }) => writeNumber(threshold)],
  ["Smallest nucleus, px", ({ minArea }) => writeNumber(minArea)],
  ["Time of the network", ({ milliseconds }) => writeDuration(milliseconds.network)],
  ["Time to separate nuclei", ({ milliseconds }) => writeDuration(milliseconds.nuclei)],
];

function writeMiddle(rows: Side["rows"], column: string): string {
  const value = median(rows, (row) => Number(row[column]));
  return value === undefined ? "–" : writeNumber(value);
}

/** Two models' nuclei as a table. */
function CompareTable({ sides }: { sides: readonly Side[] }) {
  return (
    <div class="scrolls" tabIndex={0} role="region" aria-label="Models compared">
      <table class="compare-table">
        <thead>
          <tr>
            <td />
            {sides.map(({ model }) => <th key={model} scope="col">{model}</th>)}
          </tr>
        </thead>
        <tbody>
          {FACTS.map(([words, write]) => (
            <tr key={words}>
              <th scope="row">{words}</th>
              {sides.map((side) => <td key={side.model}>{write(side)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One image under two models, seen at the same place. */
export function CompareStage(
  { picture, imageId, labels, opacity, onReady }: {
    picture: Picture;
    imageId: string;
    labels: Int32Array | undefined;
    opacity: Opacity;
    onReady(viewer: NucleusViewer | undefined): void;
  },
) {
  const { current, comparison, selected } = useBench();
  const left = useRef<NucleusViewer | undefined>(undefined);
  const right = useRef<NucleusViewer | undefined>(undefined);
  const nuclei = current.value?.nuclei;
  const rival = comparison.rival.value;
  const found = rival !== undefined && "found" in rival &&
      rival.found.id === current.value?.id
    ? rival.found
    : undefined;
  /** The first model's nucleus in the place of one of the second's. */
  function pickRight(label: number | undefined) {
    const row = found?.rows.find((row) => row["label"] === label);
    const centre = { x: row?.["centroid_x"], y: row?.["centroid_y"] };
    selected.value = labels && labelAt(labels, picture.width, centre);
  }
  return (
    <div class="compare">
      <div class="compare-views">
        <figure>
          <figcaption>{nuclei?.model ?? "…"}</figcaption>
          <ViewerHost
            picture={picture}
            imageId={imageId}
            labels={labels}
            opacity={opacity}
            selected={selected.value}
            onPick={(label) => selected.value = label}
            onView={(view: View) => right.current?.setView(view)}
            onReady={(viewer) => {
              left.current = viewer;
              onReady(viewer);
            }}
          />
        </figure>
        <figure>
          <figcaption>
            {comparison.rivalModel.value}
            {found === undefined && rival === undefined && (
              <span class="soft">, finding nuclei …</span>
            )}
          </figcaption>
          <ViewerHost
            picture={picture}
            imageId={imageId}
            labels={found?.labels}
            opacity={opacity}
            onPick={pickRight}
            onView={(view: View) => left.current?.setView(view)}
            onReady={(viewer) => right.current = viewer}
          />
        </figure>
      </div>
      {rival !== undefined && "trouble" in rival && (
        <TroubleNote trouble={rival.trouble} onRetry={comparison.retry} />
      )}
      {nuclei !== undefined && (
        <CompareTable sides={found === undefined ? [nuclei] : [nuclei, found]} />
      )}
    </div>
  );
}
