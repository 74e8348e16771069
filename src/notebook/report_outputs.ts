/** A cell's outputs as they stand in a report. */
import { Buffer } from "node:buffer";
import { stripVTControlCharacters } from "node:util";
import { element, escaped, type Html } from "./html.ts";
import { highlight, renderMarkdown } from "./markdown.ts";
import type { MimeBundle, Output } from "./nbformat.ts";
import { sanitizeHtml } from "./sanitize.ts";
import { PROVENANCE_TYPE } from "./show_provenance.ts";

/** What the show helpers write into an output's metadata. */
interface Marks {
  readonly role?: "figure" | "caption" | "progress" | "provenance";
  readonly caption?: string;
  readonly alt?: string;
  readonly width?: number;
}

/** Numbers the figures of one report. */
export interface FigureCounter {
  figures: number;
}

const marksOf = (metadata: Record<string, unknown>): Marks =>
  (metadata["karyon"] ?? {}) as Marks;

/** One output; empty for what stands elsewhere, such as captions. */
export function renderOutput(output: Output, counter: FigureCounter): Html {
  if (output.output_type === "stream") {
    const kind = output.name === "stderr" ? "stream stderr" : "stream";
    return element(
      "pre",
      { class: kind },
      stripVTControlCharacters(output.text).trimEnd(),
    );
  }
  if (output.output_type === "error") return renderError(output);
  const marks = marksOf(output.metadata);
  if (marks.role === "caption" || marks.role === "provenance") {
    return { html: "" };
  }
  if (PROVENANCE_TYPE in output.data) return { html: "" };
  return renderFigure(output.data, marks, counter) ?? renderData(output.data);
}

function renderError(
  { ename, evalue, traceback }: Extract<Output, { ename: string }>,
): Html {
  const [first, ...frames] = traceback.map(stripVTControlCharacters);
  const said = first?.startsWith(ename) ? first : `${ename}: ${evalue}`;
  const trace = frames.join("\n").trimEnd();
  return element(
    "div",
    { class: "error", role: "alert" },
    element("pre", {}, said),
    ...(trace === "" ? [] : [element("pre", { class: "trace" }, trace)]),
  );
}

/** The address of a picture that stands in the page itself. */
function pictureAddress(data: MimeBundle): string | undefined {
  const svg = data["image/svg+xml"];
  // As <img>, an SVG can neither run scripts nor fetch, nor restyle the page.
  if (typeof svg === "string") {
    return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  }
  for (const type of ["image/png", "image/jpeg", "image/gif"]) {
    const bytes = data[type];
    if (typeof bytes === "string") {
      return `data:${type};base64,${bytes.replace(/\s/g, "")}`;
    }
  }
  return undefined;
}

function renderFigure(
  data: MimeBundle,
  { caption, alt, width }: Marks,
  counter: FigureCounter,
): Html | undefined {
  const src = pictureAddress(data);
  if (src === undefined) return undefined;
  const words = alt ?? String(data["text/plain"] ?? "");
  const picture = element("img", { src, alt: words, width });
  if (caption === undefined) return element("figure", {}, picture);
  counter.figures += 1;
  const number = element("b", {}, `Figure ${counter.figures}.`);
  return element(
    "figure",
    { id: `figure-${counter.figures}` },
    picture,
    element("figcaption", {}, number, " ", caption),
  );
}

function renderData(data: MimeBundle): Html {
  const html = data["text/html"];
  if (typeof html === "string") return block("html", sanitizeHtml(html));
  const markdown = data["text/markdown"];
  if (typeof markdown === "string") {
    return block("markdown", renderMarkdown(markdown));
  }
  const json = data["application/json"];
  if (json !== undefined) {
    const text = JSON.stringify(json, null, 2);
    return element("pre", { class: "text" }, { html: highlight(text, "json") });
  }
  const plain = data["text/plain"];
  if (plain === undefined) return { html: "" };
  const text = stripVTControlCharacters(String(plain)).trimEnd();
  return element("pre", { class: "text" }, escaped(text));
}

const block = (kind: string, html: string): Html =>
  html.trim() === "" ? { html: "" } : element("div", { class: kind }, { html });
