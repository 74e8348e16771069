/** How reports look on paper: no links to other pages, nothing cut, code as folded. */
export const PRINT_STYLE = `
@page { margin: 18mm 16mm; }
@media print, (scripting: none) {
  .karyon-viewer iframe { display: none; }
}
@media print {
  :root {
    color-scheme: light;
    --page: #fff; --ink: #000; --soft: #444; --panel: #f6f6f6; --line: #ccc;
    --link: #0b5c8a; --accent: #0f766e; --bad: #a3182b; --bad-panel: #fdeeee;
    --warn: #8a5a00; --keyword: #8a3ea8; --string: #1a7043; --number: #a34b00;
    --title: #0b5c8a; --comment: #5c6470;
  }
  /* Captions and tables are measured in it too, and stay smaller than the text. */
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; }
  .contents, .anchor, .reports, .skip, .downloads { display: none; }
  figure, table, .error, .entry, tr { break-inside: avoid; }
  figure, .html, .table, pre { overflow: visible; }
  .html, .table { background: none; }
  figure.drawing img, figure img { max-width: 100%; max-height: 225mm; object-fit: contain; }
  thead { display: table-header-group; }
  table { max-width: 100%; }
  th, td { white-space: normal; padding-right: 0.7em; overflow-wrap: normal; }
  h1, h2, h3, h4, summary, caption { break-after: avoid; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; orphans: 4; widows: 4; }
  a { color: inherit; }
}
`;
