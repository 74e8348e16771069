/** A cell's outputs as they stand in a report. */
import { Buffer } from "node:buffer";
import { stripVTControlCharacters } from "node:util";
import { element, escaped, type Html } from "./html.ts";
import { highlight, renderMarkdown } from "./markdown.ts";
import type { MimeBundle, Output } from "./nbformat.ts";
import { type Marks, marksOf, partFiles, type ReportPart } from "./report_parts.ts";
import type { ReportViewers } from "./report_viewers.ts";
import { sanitizeHtml } from "./sanitize.ts";
import { PROVENANCE_TYPE } from "./show_provenance.ts";

/** The parts of the page that an output may be, and where their files lie. */
export interface OutputPlaces {
  readonly parts: ReadonlyMap<Output, ReportPart>;
  /** Beside the page; without it, nothing can be downloaded. */
  readonly folder?: string;
  /** Where the notebook has any. */
  readonly viewers?: ReportViewers | undefined;
}

/** One output; empty for what stands elsewhere, such as captions. */
export function renderOutput(output: Output, places: OutputPlaces): Html {
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
  const part = places.parts.get(output);
  const links = part === undefined ? { html: "" } : downloads(part, places.folder);
  if (part?.kind === "figure") {
    const figure = renderFigure(output.data, marks, part, links, places);
    if (figure !== undefined) return figure;
  }
  return { html: renderData(output.data, part).html + links.html };
}

/** Links to a part's files. */
function downloads(part: ReportPart, folder?: string): Html {
  const files = folder === undefined ? [] : partFiles(part, folder);
  if (files.length === 0) return { html: "" };
  const what = part.number === undefined ? "picture" : `${part.kind} ${part.number}`;
  const links = files.flatMap(({ label, path }, i) => [
    ...(i === 0 ? [] : [", "]),
    element("a", {
      href: encodeURI(path),
      download: path.split("/").at(-1),
      "aria-label": `Download ${what} as ${label}`,
    }, label),
  ]);
  return element("p", { class: "downloads" }, "Download: ", ...links);
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
  { role, caption, width }: Marks,
  { name, number, alt }: ReportPart,
  links: Html,
  { viewers }: OutputPlaces,
): Html | undefined {
  const src = pictureAddress(data);
  if (src === undefined) return undefined;
  const viewer = role === "viewer" ? viewers?.render(data, src, alt ?? "") : undefined;
  const picture = viewer ?? element("img", { src, alt, width });
  const words = caption === undefined ? [] : [
    element("figcaption", {}, element("b", {}, `Figure ${number}.`), " ", caption),
  ];
  // A drawing's words stay large enough to read: on a phone it scrolls.
  const kind = "image/svg+xml" in data ? "drawing" : "photograph";
  return element("figure", { id: name, class: kind }, picture, ...words, links);
}

function renderData(data: MimeBundle, part?: ReportPart): Html {
  const html = data["text/html"];
  if (typeof html === "string") return block("html", sanitizeHtml(html), part);
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

/** A table may be wider than the page: its own box scrolls, by keyboard too. */
function block(kind: string, html: string, part?: ReportPart): Html {
  if (html.trim() === "") return { html: "" };
  const scrolls = part === undefined ? {} : {
    id: part.name,
    role: "region",
    tabindex: "0",
    "aria-label": part.caption ?? `Table ${part.number}`,
  };
  return element("div", { class: kind, ...scrolls }, { html });
}
