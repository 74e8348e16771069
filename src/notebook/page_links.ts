/** The links that lead from report to report. */
import { type Document, element, type Html } from "./html.ts";

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

/**
 * Where the page of a notebook is, seen from this page, by the notebook's address as
 * a link has it, without what follows `?` or `#`; undefined where it has no page.
 */
export type FindPage = (notebook: string) => string | undefined;

/** The page that a notebook would have beside it. */
export const pageBeside: FindPage = (notebook) => notebook.replace(/\.ipynb$/, ".html");

/** A notebook's address without a host, and the part of it that is meant. */
const NOTEBOOK = /^(?![a-z][a-z+.-]*:|\/\/)([^?#]*\.ipynb)([?#].*)?$/i;

/** Leads links to notebooks to their pages; those without one become plain words. */
export function leadToPages(document: Document, pageOf: FindPage): void {
  for (const link of [...document.body.querySelectorAll("a[href]")]) {
    const [, notebook, part = ""] = link.getAttribute("href")!.match(NOTEBOOK) ?? [];
    if (notebook === undefined) continue;
    const page = pageOf(notebook);
    if (page !== undefined) {
      link.setAttribute("href", page + part);
      continue;
    }
    const words = document.createElement("span");
    words.innerHTML = link.innerHTML;
    link.replaceWith(words);
  }
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
