import * as Plot from "@observablehq/plot";
import type { Chart, Table } from "../base/mod.ts";
import { INK, type SeriesSymbol } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { escapeXml, textWidth, wrap } from "./words.ts";

/** One entry of a legend. */
export interface Key {
  readonly label: string;
  readonly colour: string;
  readonly shape: "box" | "line" | "dashes" | "dot" | "ring" | SeriesSymbol;
  /** Of a line, as `stroke-dasharray` takes it. */
  readonly dash?: string;
}

interface Figure {
  readonly title: string;
  readonly keys?: readonly Key[];
  /** Drawn from left to right. */
  readonly panels: readonly Panel[];
  /** The numbers that are drawn; pictures have none. */
  readonly data?: Table;
  readonly caption: string;
  readonly alt: string;
}

const MARGIN = 16;
const TITLE = 15;
const LABEL = 12;
const SWATCH = 22;

// Named fonts first: "sans-serif" alone is a different one on every machine.
const FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif";

function swatch({ colour, shape, dash = "none" }: Key): string {
  const line = `<line x1="0" x2="18" y1="-4" y2="-4" stroke="${colour}"`;
  switch (shape) {
    case "box":
      return `<rect x="4" y="-10" width="12" height="12" fill="${colour}" stroke="#999999" stroke-width="0.5"/>`;
    case "line":
      return `${line} stroke-width="2.5"${
        dash === "none" ? "" : ` stroke-dasharray="${dash}"`
      }/>`;
    case "dashes":
      return `${line} stroke-width="2" stroke-dasharray="4 3"/>`;
    case "dot":
      return `<circle cx="10" cy="-4" r="5" fill="${colour}"/>`;
    case "ring":
      return `<circle cx="10" cy="-4" r="4.5" fill="none" stroke="${colour}" stroke-width="2"/>`;
    default:
      return `<g transform="translate(0,-12)">${symbolSwatch(colour, shape)}</g>`;
  }
}

/** The shape exactly as the charts' dots have it. */
function symbolSwatch(colour: string, symbol: SeriesSymbol): string {
  const dot = Plot.dot([0], { frameAnchor: "middle", symbol, fill: colour, r: 5 });
  return plotPanel({ width: 20, height: 16, margin: 0, axis: null, marks: [dot] })
    .markup;
}

/** Lays the keys out in lines; returns the markup and the height they take. */
function legend(
  keys: readonly Key[],
  width: number,
): { markup: string; height: number } {
  let x = 0;
  let y = LABEL;
  const parts = keys.map((key) => {
    const space = SWATCH + textWidth(key.label, LABEL) + 10;
    if (x > 0 && x + space > width) {
      x = 0;
      y += 20;
    }
    const part = `<g transform="translate(${Math.round(x)},${y})">${
      swatch(key)
    }<text x="${SWATCH}" fill="${INK}">${escapeXml(key.label)}</text></g>`;
    x += space;
    return part;
  });
  return { markup: parts.join(""), height: y + 8 };
}

/**
 * Puts title, legend and panels into one SVG that needs nothing around it: what
 * stands in HTML beside an SVG is lost when the picture is saved or made a PNG.
 */
export function figure(
  { title, keys = [], panels, data, caption, alt }: Figure,
): Chart {
  const inner = panels.reduce((sum, panel) => sum + panel.width, 0);
  const width = inner + 2 * MARGIN;
  let y = MARGIN;
  const parts: string[] = [];
  for (const line of wrap(title, TITLE, inner)) {
    y += TITLE;
    parts.push(
      `<text x="${MARGIN}" y="${y}" font-size="${TITLE}" font-weight="bold">${
        escapeXml(line)
      }</text>`,
    );
    y += 4;
  }
  y += 6;
  if (keys.length > 0) {
    const { markup, height } = legend(keys, inner);
    parts.push(
      `<g transform="translate(${MARGIN},${y})" font-size="${LABEL}">${markup}</g>`,
    );
    y += height;
  }
  let x = MARGIN;
  for (const panel of panels) {
    parts.push(`<g transform="translate(${x},${y})">${panel.markup}</g>`);
    x += panel.width;
  }
  const height = y + Math.max(...panels.map((panel) => panel.height)) +
    MARGIN / 2;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONTS}" fill="${INK}" role="img" aria-label="${
      escapeXml(alt)
    }"><rect width="${width}" height="${height}" fill="#ffffff"/>${
      parts.join("")
    }</svg>\n`;
  const numbers = data === undefined ? {} : { data };
  return { svg, width, height, caption, alt, ...numbers };
}

/** Width of the panels together: with the margins a figure has 700 pixels. */
export const INNER_WIDTH = 700 - 2 * MARGIN;
