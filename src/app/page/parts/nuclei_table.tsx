/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ItemNuclei } from "../bench/item.ts";
import { mainColumns, writeCell } from "../plain/column_words.ts";
import { cutPage, pageOf } from "../plain/pages.ts";
import { nextOrder, sortRows } from "../plain/sort_rows.ts";
import { useBench } from "./context.ts";
import { ColumnHead, Pager } from "./table_tools.tsx";

const SIZE = 50;

/** How far each key goes among the rows. */
const STEPS: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: SIZE,
  PageUp: -SIZE,
  Home: -Infinity,
  End: Infinity,
};

/** The nuclei of an image: sorted by any column, a page at a time, each to be chosen. */
export function NucleiTable({ nuclei }: { nuclei: ItemNuclei }) {
  const { selected, table: { order, all } } = useBench();
  const page = useSignal(0);
  const box = useRef<HTMLDivElement>(null);
  /** Whether the chosen row is to get the focus, as it was chosen by a key here. */
  const takesFocus = useRef(false);
  const columns = all.value ? nuclei.columns : mainColumns(nuclei.columns);
  const rows = useMemo(() => sortRows(nuclei.rows, order.value), [
    nuclei.rows,
    order.value,
  ]);
  const chosen = rows.findIndex((row) => row["label"] === selected.value);
  const shown = cutPage(rows.length, SIZE, page.value);
  const { index, from, to } = shown;
  useEffect(() => {
    if (chosen >= 0) page.value = pageOf(chosen, SIZE);
  }, [chosen]);
  useEffect(() => {
    const row = box.current?.querySelector<HTMLElement>("tr.chosen");
    if (!row || !box.current) return;
    const head = 40, { scrollTop, clientHeight } = box.current;
    const below = row.offsetTop + row.offsetHeight - clientHeight;
    box.current.scrollTop = Math.max(below, Math.min(scrollTop, row.offsetTop - head));
    if (takesFocus.current) row.querySelector("button")?.focus({ preventScroll: true });
    takesFocus.current = false;
  }, [chosen, index]);
  function move(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const next = Math.min(rows.length - 1, Math.max(0, Math.max(chosen, from) + step));
    takesFocus.current = true;
    const label = rows[chosen < 0 && step === 1 ? from : next]?.["label"];
    if (typeof label === "number") selected.value = label;
  }
  if (rows.length === 0) return null;
  const stop = chosen >= from && chosen < to ? chosen : from;
  return (
    <section class="panel table-panel" aria-labelledby="table-title">
      <div class="table-head">
        <h2 id="table-title">Measurements</h2>
        <label class="check">
          <input
            type="checkbox"
            checked={all.value}
            onChange={(event) => all.value = event.currentTarget.checked}
          />
          All {nuclei.columns.length} columns
        </label>
      </div>
      <div ref={box} class="scrolls rows">
        <table>
          <caption class="unseen">
            Nuclei, one a row. Choosing a row shows its nucleus in the image; arrow keys
            move on.
          </caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <ColumnHead
                  key={column}
                  column={column}
                  order={order.value}
                  onSort={() => {
                    order.value = nextOrder(order.value, column);
                    if (chosen < 0) page.value = 0;
                  }}
                />
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={move}>
            {rows.slice(from, to).map((row, offset) => (
              <tr
                key={row["label"]}
                class={from + offset === chosen ? "chosen" : undefined}
                onClick={() => selected.value = Number(row["label"])}
              >
                {columns.map((column) =>
                  column === "label"
                    ? (
                      <th key={column} scope="row">
                        <button
                          type="button"
                          class="pick"
                          aria-label={`Nucleus ${row["label"]}`}
                          aria-pressed={from + offset === chosen}
                          tabIndex={from + offset === stop ? 0 : -1}
                        >
                          {writeCell(row["label"])}
                        </button>
                      </th>
                    )
                    : <td key={column}>{writeCell(row[column])}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager
        page={shown}
        rows={rows.length}
        onTurn={(index) => page.value = index}
      />
    </section>
  );
}
