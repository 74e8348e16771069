/** The links that lead from report to report. */
import { element, type Html } from "./html.ts";

/** A page beside this one. */
export interface PageLink {
  readonly href: string;
  readonly title: string;
}

/** Where a page leads, seen from it. */
export interface PageLinks {
  /** The page that lists all. */
  readonly index?: string;
  readonly previous?: PageLink;
  readonly next?: PageLink;
}

/** The links in one line, for the top of a page and for its foot. */
export function pageLinks(links: PageLinks, place: "top" | "foot"): Html {
  const { index, previous, next } = links;
  const link = (rel: string, words: string, href: string) =>
    element("a", { href, rel, class: rel }, words);
  const shown = [
    ...(previous === undefined
      ? []
      : [link("prev", `← ${previous.title}`, previous.href)]),
    ...(index === undefined ? [] : [link("up", "All reports", index)]),
    ...(next === undefined ? [] : [link("next", `${next.title} →`, next.href)]),
  ];
  if (shown.length === 0) return { html: "" };
  const label = place === "top" ? "Reports" : "Reports, again at the foot";
  return element("nav", { class: `reports ${place}`, "aria-label": label }, ...shown);
}
