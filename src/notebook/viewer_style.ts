/** How a viewer in its frame looks: image and table side by side, or one below the other. */
export const VIEWER_STYLE = `
:root {
  --page: #fcfcfa; --ink: #1d2129; --soft: #5c6470; --line: #dfe1e4;
  --panel: #eceeec; --accent: #0f766e; --chosen: #d3ebe8;
}
@media (prefers-color-scheme: dark) { :root {
  --page: #15181d; --ink: #e3e5e8; --soft: #9aa3af; --line: #30353d;
  --panel: #1d2127; --accent: #5cc4b8; --chosen: #174640;
} }
:root:not([data-ready]) main { display: none; }
:root[data-ready] { color-scheme: light dark; background: var(--page); }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); font: 14px/1.4 system-ui, "Segoe UI", Arial, sans-serif; }
main {
  display: grid; height: 100vh; gap: 0 14px;
  grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) fit-content(48%);
}
h1 { grid-column: 1 / -1; margin: 0; padding: 0 0 6px; font-size: 15px; }
h1:empty { display: none; }
#viewer {
  grid-area: 2 / 1; position: relative; overflow: hidden; background: var(--panel);
  border-radius: 6px; cursor: crosshair;
}
.zoom {
  grid-area: 2 / 1; place-self: start end; z-index: 1; display: grid; gap: 4px; padding: 8px;
}
.bar { grid-area: 3 / 1; display: flex; flex-wrap: wrap; gap: 4px 10px; padding-top: 8px; }
.bar > * { display: flex; align-items: center; gap: 5px; }
.bar input { width: 5em; margin: 0; height: 28px; accent-color: var(--accent); }
.zoom button {
  min-width: 32px; height: 28px; padding: 0 8px; border: 1px solid var(--line);
  border-radius: 6px; background: var(--page); color: inherit; font: inherit; cursor: pointer;
}
.scroll { grid-area: 2 / 2 / 4 / 2; overflow: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 8px 3px 3px; text-align: left; white-space: nowrap; }
th { position: sticky; top: 0; vertical-align: bottom; white-space: normal; background: var(--page); box-shadow: 0 1px var(--ink); }
.number { text-align: right; }
td { border-bottom: 1px solid var(--line); }
tbody tr { cursor: pointer; }
tbody tr:hover { background: var(--panel); }
tbody tr[aria-current] { background: var(--chosen); }
th button, td button {
  padding: 0; border: 0; background: none; color: inherit; font: inherit; text-align: inherit;
  cursor: pointer;
}
th[aria-sort]::after { content: " \\2191"; color: var(--soft); }
th[aria-sort="descending"]::after { content: " \\2193"; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
@media (max-width: 40rem) {
  main { grid-template: auto minmax(0, 3fr) auto minmax(0, 2fr) / minmax(0, 1fr); }
  .scroll { grid-area: 4 / 1; margin-top: 8px; }
  .bar input { width: 3.4em; }
}
`;
