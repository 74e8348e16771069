/** A whole HTML page that needs nothing but itself. */
import { element, escaped, type Html } from "./html.ts";
import { STYLE } from "./page_style.ts";
import { type ProvenanceRecord, provenanceTable } from "./show_provenance.ts";

/** The browser itself is told to run and fetch nothing. */
export const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; " +
  "base-uri 'none'; form-action 'none'";

/** A page of a title and what stands in its body. */
export function page(title: string, ...body: readonly Html[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Karyon">
<title>${escaped(title).html}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${body.map(({ html }) => html).join("\n")}
</body>
</html>
`;
}

/** Facts that differ from run to run, as `collectProvenance` names them. */
const TIMES = new Set(["run", "run time"]);

/** A time or duration of the run, marked as what two runs do not share. */
export const time = (words: string): Html => element("time", {}, words);

/** What a page was made with, at its foot. */
export function provenanceBlock(record: ProvenanceRecord): Html {
  const facts = provenanceTable(record).map(({ fact, value }) =>
    element(
      "div",
      {},
      element("dt", {}, String(fact)),
      element("dd", {}, TIMES.has(String(fact)) ? time(String(value)) : String(value)),
    )
  );
  if (facts.length === 0) return { html: "" };
  return element(
    "footer",
    { class: "provenance" },
    element("h2", { id: "provenance" }, "Provenance"),
    element("dl", {}, ...facts),
  );
}

/** Seconds in words: `0.4 s`, `41 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
