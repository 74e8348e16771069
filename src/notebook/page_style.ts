import { LINKS_STYLE } from "./links_style.ts";
import { PARTS_STYLE } from "./parts_style.ts";
import { PRINT_STYLE } from "./print_style.ts";

/** How reports look: one column for reading, wide figures, light and dark, print. */
export const STYLE = `
:root {
  --page: #fcfcfa; --ink: #1d2129; --soft: #5c6470; --line: #dfe1e4;
  --panel: #f3f4f2; --link: #0b5c8a; --accent: #0f766e;
  --bad: #a3182b; --bad-panel: #fdeeee; --warn: #8a5a00;
  --keyword: #8a3ea8; --string: #1a7043; --number: #a34b00; --title: #0b5c8a;
  --comment: #646b77;
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas,
    "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) { :root {
  --page: #15181d; --ink: #e3e5e8; --soft: #9aa3af; --line: #30353d;
  --panel: #1d2127; --link: #78bdea; --accent: #5cc4b8;
  --bad: #ff9a9f; --bad-panel: #331b1f; --warn: #e2b355;
  --keyword: #d1a3ea; --string: #8fd0a4; --number: #efb27c; --title: #86c5f0;
  --comment: #8b94a1;
} }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; text-size-adjust: 100%; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 3rem 1.25rem 5rem; max-width: 54rem;
  background: var(--page); color: var(--ink);
  font: 1.0625rem/1.62 var(--serif); overflow-wrap: break-word;
}
h1, h2, h3, h4 {
  font-family: var(--sans); line-height: 1.22; font-weight: 650;
  letter-spacing: -0.012em; margin: 2.4em 0 0.6em; text-wrap: balance;
}
h1 { font-size: 2.1rem; margin-top: 0; letter-spacing: -0.022em; }
h2 { font-size: 1.42rem; }
h3 { font-size: 1.14rem; margin-top: 1.9em; }
h4 { font-size: 1rem; }
p, ul, ol, dl, blockquote { margin: 0 0 1.05em; }
li { margin: 0.25em 0; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 2px; }
:target { scroll-margin-top: 1rem; }
.anchor { margin-left: 0.35em; color: transparent; text-decoration: none; }
.anchor:focus-visible, :is(h1, h2, h3, h4):hover .anchor { color: var(--link); }
blockquote {
  margin-inline: 0; padding: 0.1em 1.1em; color: var(--soft);
  border-left: 3px solid var(--accent);
}
blockquote > :last-child { margin-bottom: 0.2em; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2.5em 0; }
code, pre, kbd { font-family: var(--mono); font-size: 0.84em; }
:not(pre) > code { background: var(--panel); padding: 0.12em 0.34em; border-radius: 4px; }
pre {
  margin: 0 0 1em; padding: 0.85em 1.1em; line-height: 1.52; overflow-x: auto;
  background: var(--panel); border-radius: 6px; tab-size: 2;
}
pre code { font-size: 1em; }
math[display="block"] { margin: 1.1em 0; overflow-x: auto; overflow-y: hidden; }

.cell { margin: 1.4em 0 1.9em; }
pre.code { border-left: 3px solid var(--line); border-radius: 0 6px 6px 0; font-size: 0.8em; }
details.code { margin: 0 0 1em; }
summary { cursor: pointer; color: var(--soft); font: 0.85rem/1.8 var(--sans); }
pre.text, pre.stream { background: none; padding: 0 0 0 1.1em; border-radius: 0; }
pre.stream { color: var(--soft); }
pre.stderr { color: var(--warn); }
progress { accent-color: var(--accent); }
.karyon-progress { font: 0.9rem/1.5 var(--sans); color: var(--soft); }

.error {
  margin: 1em 0; color: var(--bad); background: var(--bad-panel);
  border-left: 3px solid var(--bad); border-radius: 0 6px 6px 0;
}
.error pre { background: none; margin: 0; white-space: pre-wrap; }
.error .trace { padding-top: 0; }
.failure {
  padding: 0.7em 1.1em; font: 0.95rem/1.5 var(--sans); color: var(--bad);
  background: var(--bad-panel); border-radius: 6px;
}
.failure { overflow-wrap: anywhere; }
.failure a { color: inherit; }

.contents { font: 0.92rem/1.5 var(--sans); margin: 0 0 2.5rem; }
.contents ol { list-style: none; margin: 0.2em 0 0; padding: 0; }
.contents li { margin: 0.3em 0; }
.contents .level-3 { padding-left: 1.1em; }
.contents a { color: var(--soft); text-decoration: none; }
.contents a:hover { color: var(--link); }
@media (min-width: 82rem) {
  .contents {
    position: fixed; top: 3.2rem; left: max(1.5rem, calc(50vw - 41rem)); width: 13rem;
    max-height: calc(100vh - 6rem); overflow-y: auto;
  }
  body { position: relative; }
}

.provenance {
  margin-top: 4.5rem; padding-top: 1.2rem; border-top: 1px solid var(--line);
  font: 0.85rem/1.5 var(--sans); color: var(--soft);
}
.provenance h2 { font-size: 0.95rem; margin: 0 0 0.8em; color: var(--ink); }
.provenance dl {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
  gap: 0.5em 1.5em; margin: 0;
}
.provenance dt { font-weight: 600; }
.provenance dd { margin: 0; overflow-wrap: anywhere; }

.lead { color: var(--soft); font-size: 1.1rem; }
.entries { list-style: none; padding: 0; margin: 2rem 0 0; }
.entry {
  display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 1.6rem; align-items: start;
  padding: 1.6rem 0; border-top: 1px solid var(--line); margin: 0;
}
.entry h2 { margin: 0 0 0.3em; font-size: 1.22rem; }
.entry h2 a { text-decoration: none; }
.entry p { margin: 0 0 0.5em; }
.thumbnail {
  display: block; width: 100%; max-height: 9.5rem; aspect-ratio: 16 / 10;
  object-fit: contain; background: #fff; border-radius: 6px;
  border: 1px solid var(--line);
}
span.thumbnail {
  display: grid; place-items: center; background: var(--panel);
  color: var(--soft); font: 2.5rem/1 var(--sans);
}
.status { font: 0.85rem/1.5 var(--sans); color: var(--soft); }
.failed .status { color: var(--bad); }

.hljs-keyword, .hljs-literal, .hljs-built_in, .hljs-type { color: var(--keyword); }
.hljs-string, .hljs-regexp, .hljs-template-tag { color: var(--string); }
.hljs-number, .hljs-symbol { color: var(--number); }
.hljs-title, .hljs-section, .hljs-attr { color: var(--title); }
.hljs-comment, .hljs-meta { color: var(--comment); font-style: italic; }
.hljs-subst { color: inherit; }

@media (max-width: 40rem) {
  body { padding: 1.6rem 1rem 3rem; font-size: 1rem; }
  h1 { font-size: 1.7rem; }
  .entry { grid-template-columns: minmax(0, 1fr); gap: 0.9rem; }
}
${PARTS_STYLE}${LINKS_STYLE}${PRINT_STYLE}`;
