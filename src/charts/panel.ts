import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { INK } from "./palette.ts";
import { escapeXml } from "./words.ts";

/** A piece of a figure: SVG without its `<svg>`, and the space that it takes. */
export interface Panel {
  readonly markup: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

// One document for all charts: Plot only makes elements with it, and a global
// one would change what other libraries believe about where they run.
const { document } = parseHTML("<html></html>") as unknown as {
  document: NonNullable<Plot.PlotOptions["document"]>;
};

/** Two decimals are a hundredth of a pixel: the same SVG on every machine. */
function roundNumbers(markup: string): string {
  return markup.replace(
    /<[^>]*>/g,
    (tag) =>
      tag.replace(
        /-?\d+\.\d{3,}(e-?\d+)?/g,
        (number) => String(Math.round(Number(number) * 100) / 100 || 0),
      ),
  );
}

/**
 * Draws with Observable Plot, without its style sheet, legend and `<svg>`, so
 * that several panels fit into one self-contained picture.
 */
export function plotPanel(
  options: Plot.PlotOptions & { width: number; height: number },
): Panel {
  const plot = Plot.plot({ ...options, document }) as unknown as {
    innerHTML: string;
  };
  const inner = plot.innerHTML.replace(/<style>.*?<\/style>/s, "")
    // HTML's name for a no-break space is unknown to XML.
    .replaceAll("&nbsp;", "&#160;");
  return {
    markup: `<g font-size="11" text-anchor="middle" fill="${INK}" color="${INK}">${
      roundNumbers(inner)
    }</g>`,
    width: options.width,
    height: options.height,
  };
}

/** Panels one above the other. */
export function stack(panels: readonly Panel[]): Panel {
  let y = 0;
  const parts = panels.map(({ markup, height }) => {
    const part = `<g transform="translate(0,${y})">${markup}</g>`;
    y += height;
    return part;
  });
  return {
    markup: parts.join(""),
    width: Math.max(...panels.map((panel) => panel.width)),
    height: y,
  };
}

/** Panels row by row, so many in each; all as wide as the first. */
export function grid(panels: readonly Panel[], columns: number): Panel {
  const rows: Panel[] = [];
  for (let start = 0; start < panels.length; start += columns) {
    const row = panels.slice(start, start + columns);
    rows.push({
      markup: row.map(({ markup }, index) =>
        `<g transform="translate(${index * row[0]!.width},0)">${markup}</g>`
      ).join(""),
      width: columns * row[0]!.width,
      height: Math.max(...row.map((panel) => panel.height)),
    });
  }
  return stack(rows);
}

/** A panel with a label beside its y axes, turned. */
export function labelled(panel: Panel, label: string): Panel {
  const text = `<text transform="translate(10,${
    panel.height / 2
  }) rotate(-90)" font-size="11" text-anchor="middle">${escapeXml(label)}</text>`;
  return { ...panel, markup: panel.markup + text };
}
