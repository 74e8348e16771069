/// <reference lib="dom" />
import type { ItemNuclei } from "../bench/item.ts";
import { preferScaled, wordColumn, writeCell } from "../plain/column_words.ts";
import { useBench } from "./context.ts";

/** Every measurement of the nucleus that is looked at. */
export function NucleusPanel({ nuclei }: { nuclei: ItemNuclei }) {
  const { selected } = useBench();
  const label = selected.value;
  const row = nuclei.rows.find((row) => row["label"] === label);
  if (row === undefined) return null;
  return (
    <section class="panel nucleus" aria-labelledby="nucleus-title">
      <div class="table-head">
        <h2 id="nucleus-title">Nucleus {label}</h2>
        <button
          type="button"
          class="plain"
          onClick={() => {
            selected.value = undefined;
            document.querySelector<HTMLElement>(".viewer")?.focus({
              preventScroll: true,
            });
          }}
        >
          Close
        </button>
      </div>
      <dl tabIndex={0} aria-label={`Measurements of nucleus ${label}`}>
        {preferScaled(nuclei.columns).map((column) => {
          if (column === "label") return null;
          const { title, unit } = wordColumn(column);
          return (
            <div key={column}>
              <dt>{title}</dt>
              <dd>{writeCell(row[column])}{unit && ` ${unit}`}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
