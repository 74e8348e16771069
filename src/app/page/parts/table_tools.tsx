/// <reference lib="dom" />
import { wordColumn } from "../plain/column_words.ts";
import type { Page } from "../plain/pages.ts";
import type { Order } from "../plain/sort_rows.ts";
import { writeNumber } from "../plain/write_numbers.ts";

/** A head that sorts the table. */
export function ColumnHead(
  { column, order, onSort }: { column: string; order: Order; onSort(): void },
) {
  const { title, unit } = wordColumn(column);
  const sorted = order.column === column;
  return (
    <th
      scope="col"
      aria-sort={sorted ? order.descending ? "descending" : "ascending" : undefined}
    >
      <button type="button" class="sort" onClick={onSort}>
        {title}
        {unit && <span class="soft">{unit}</span>}
        <span class="arrow" aria-hidden="true">
          {sorted ? order.descending ? "↓" : "↑" : ""}
        </span>
      </button>
    </th>
  );
}

/** Turns the pages of a table that has several. */
export function Pager(
  { page: { index, pages, from, to }, rows, onTurn }: {
    page: Page;
    rows: number;
    onTurn(index: number): void;
  },
) {
  if (pages === 1) return null;
  return (
    <div class="pager" role="group" aria-label="Pages of the table">
      <button
        type="button"
        class="tool"
        disabled={index === 0}
        onClick={() => onTurn(index - 1)}
      >
        Back
      </button>
      <span class="soft">
        {writeNumber(from + 1)} to {writeNumber(to)} of {writeNumber(rows)}
      </span>
      <button
        type="button"
        class="tool"
        disabled={index === pages - 1}
        onClick={() => onTurn(index + 1)}
      >
        Next
      </button>
    </div>
  );
}
