/** How the figures, tables and code of a report look, wide and on a phone. */
export const PARTS_STYLE = `
figure { margin: 1.6em 0 2em; overflow-x: auto; }
figure img {
  display: block; max-width: 100%; height: auto; margin: 0 auto; background: #fff;
  border-radius: 6px;
}
figure.drawing img { max-width: max(100%, 34rem); }
figcaption {
  margin: 0.7em auto 0; max-width: 42rem; color: var(--soft);
  font: 0.9rem/1.5 var(--sans);
}
figcaption b { color: var(--ink); }
/* A shade at the side where there is more: what is local covers it at the table's end. */
.html, .table {
  --shade: color-mix(in srgb, var(--ink) 35%, transparent);
  overflow-x: auto; margin: 1.3em 0;
  background:
    linear-gradient(to right, var(--page) 1rem, transparent) left / 2rem 100% no-repeat local,
    linear-gradient(to left, var(--page) 1rem, transparent) right / 2rem 100% no-repeat local,
    linear-gradient(to right, var(--shade), transparent) left / 0.7rem 100% no-repeat,
    linear-gradient(to left, var(--shade), transparent) right / 0.7rem 100% no-repeat;
}
table {
  border-collapse: collapse; min-width: min(100%, 26rem); font: 0.9rem/1.45 var(--sans);
  font-variant-numeric: tabular-nums; border-block: 1.5px solid var(--ink);
}
caption {
  caption-side: top; text-align: left; padding: 0 0 0.6em; color: var(--soft);
}
/* What explains a part stays in sight while the part is scrolled. */
caption, figcaption, figure .downloads {
  position: sticky; left: 0; max-width: min(42rem, 100vw - 2rem);
}
th, td { padding: 0.36em 0.9em 0.36em 0; vertical-align: baseline; white-space: nowrap; }
/* Names of columns break before the table has to be scrolled. */
th { white-space: normal; vertical-align: bottom; }
:is(th, td):not([align]) { text-align: left; }
:is(th, td):last-child { padding-right: 0.2em; }
th { font-weight: 600; border-bottom: 1px solid var(--ink); }
.html tbody td:first-child { min-width: 7rem; }
/* Tables of prose are as narrow as the page. */
.table td { white-space: normal; }
tbody tr + tr td { border-top: 1px solid var(--line); }
@media screen and (max-width: 36rem) {
  figure.drawing figcaption::after {
    content: " (The figure goes on to the right.)"; font-style: italic;
  }
}
/* A line of code that does not fit breaks: nothing is out of a keyboard's reach. */
pre:has(> code) { white-space: pre-wrap; overflow-wrap: anywhere; }
`;
