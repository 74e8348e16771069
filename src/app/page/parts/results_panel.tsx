/// <reference lib="dom" />
import { useMemo } from "preact/hooks";
import type { Row } from "../../../base/mod.ts";
import type { ItemNuclei } from "../bench/item.ts";
import { wordColumn } from "../plain/column_words.ts";
import { useBench } from "./context.ts";
import { HistogramFigure } from "./histogram.tsx";

function Distribution(
  { nuclei, column, row }: { nuclei: ItemNuclei; column: string; row: Row | undefined },
) {
  const values = useMemo(() => nuclei.rows.map((row) => Number(row[column])), [
    nuclei.rows,
    column,
  ]);
  const marked = row?.[column];
  return (
    <HistogramFigure
      {...wordColumn(column)}
      values={values}
      {...(typeof marked === "number" ? { marked } : {})}
    />
  );
}

/** How the nuclei of an image are distributed. */
export function ResultsPanel({ nuclei }: { nuclei: ItemNuclei }) {
  const { selected } = useBench();
  const row = nuclei.rows.find((row) => row["label"] === selected.value);
  const area = nuclei.columns.includes("area_um2") ? "area_um2" : "area";
  if (nuclei.count === 0) return null;
  return (
    <section class="panel" aria-labelledby="results-title">
      <h2 id="results-title">Results</h2>
      <Distribution nuclei={nuclei} column={area} row={row} />
      <Distribution nuclei={nuclei} column="mean_intensity" row={row} />
    </section>
  );
}
