/// <reference lib="dom" />
/** The table of nuclei beside the viewer. */
import type { EmbeddedPage } from "./embedded_nuclei.ts";

/** The table, as the viewer needs it. */
export interface NucleusTable {
  /** Marks the row of a nucleus, or none, and brings it into sight. */
  select(label: number | undefined): void;
}

function cell(name: "td" | "th", isNumeric: boolean, content: string | Node) {
  const made = document.createElement(name);
  made.className = isNumeric ? "number" : "";
  made.append(content);
  return made;
}

function button(words: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

/** A name such as `mean_intensity` may go on in the next line after its `_`. */
const breakable = (name: string): string => name.replaceAll("_", "_\u200b");

/**
 * Fills a table: a heading sorts by its column, a row chooses its nucleus.
 *
 * @param onChoose a person chose a row
 */
export function fillTable(
  table: HTMLElement,
  { columns, rows }: Pick<EmbeddedPage, "columns" | "rows">,
  onChoose: (label: number) => void,
): NucleusTable {
  const body = document.createElement("tbody");
  const byLabel = new Map<number, HTMLElement>();
  const lines = rows.map((label, at) => {
    const line = document.createElement("tr");
    columns.forEach(({ numeric, texts }, i) => {
      // The first cell holds the button, so that rows can be chosen by keyboard.
      const content = i === 0 ? button(texts[at]!, () => {}) : texts[at]!;
      line.append(cell("td", numeric, content));
    });
    line.addEventListener("click", () => {
      select(label);
      onChoose(label);
    });
    byLabel.set(label, line);
    return line;
  });
  const head = document.createElement("tr");
  columns.forEach(({ name, numeric, texts }) => {
    const heading = cell(
      "th",
      numeric,
      button(breakable(name), () => sort(heading, texts, numeric)),
    );
    heading.scope = "col";
    head.append(heading);
  });
  const top = document.createElement("thead");
  top.append(head);
  body.append(...lines);
  table.append(top, body);
  if (rows.length === 0) {
    table.append(
      Object.assign(document.createElement("caption"), { textContent: "No nuclei" }),
    );
  }

  /** Upward first, then downward. */
  function sort(heading: HTMLElement, texts: readonly string[], isNumeric: boolean) {
    const isUp = heading.getAttribute("aria-sort") !== "ascending";
    for (const other of head.children) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    const valueOf = (text: string) => Number(text.replaceAll(",", ""));
    const order = texts.map((_, at) => at).sort((a, b) => {
      const [x, y] = [texts[a]!, texts[b]!];
      const before = isNumeric ? valueOf(x) - valueOf(y) : x < y ? -1 : x > y ? 1 : 0;
      return isUp ? before : -before;
    });
    body.append(...order.map((at) => lines[at]!));
  }

  let selected: HTMLElement | undefined;
  function select(label: number | undefined): void {
    selected?.removeAttribute("aria-current");
    selected = label === undefined ? undefined : byLabel.get(label);
    selected?.setAttribute("aria-current", "true");
    selected?.scrollIntoView({ block: "nearest" });
  }
  return { select };
}
