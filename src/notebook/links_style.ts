/** How the links of a report look that are not prose: between pages, to files. */
export const LINKS_STYLE = `
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip {
  position: absolute; left: 1rem; top: -4rem; padding: 0.5em 1em; z-index: 2;
  background: var(--page); border: 1px solid var(--line); font: 1rem/1.5 var(--sans);
}
.skip:focus { top: 0.5rem; }
.reports {
  display: grid; grid-template-columns: 1fr auto 1fr; gap: 0.4em 1.5em;
  font: 0.92rem/1.5 var(--sans);
}
.reports.top { margin-bottom: 2.2rem; }
.reports.foot { margin-top: 2.5rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
.reports .prev { grid-column: 1; }
.reports .up { grid-column: 2; }
.reports .next { grid-column: 3; text-align: right; }
.downloads { margin: 0.6em 0 0; color: var(--soft); font: 0.85rem/1.5 var(--sans); }
figure .downloads { margin-inline: auto; max-width: 42rem; }
.html:has(table) + .downloads { margin: -0.6em 0 1.6em; }
@media (max-width: 40rem) {
  .reports { grid-template-columns: 1fr 1fr; }
  .reports .up { grid-column: 1 / -1; grid-row: 1; }
  .reports .next { grid-column: 2; }
  .downloads a { display: inline-block; padding: 0.35em 0.3em; }
}
`;
