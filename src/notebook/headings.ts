/** Anchors for headings, and the table of contents that leads to them. */
import { type Document, element, type Html } from "./html.ts";

/** One heading of a page. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** A word for an address: small letters, figures and hyphens of any script. */
const slug = (text: string): string =>
  text.toLowerCase().replace(/[^\p{Letter}\p{Number}]+/gu, "-").replace(
    /^-|-$/g,
    "",
  ) ||
  "part";

/** Gives every heading an id of its own and a link to itself. */
export function anchorHeadings(document: Document): Heading[] {
  const taken = new Map<string, number>();
  return [...document.body.querySelectorAll("h1, h2, h3, h4")].map(
    (heading) => {
      const text = heading.textContent?.trim() ?? "";
      const base = slug(text);
      const count = (taken.get(base) ?? 0) + 1;
      taken.set(base, count);
      const id = count === 1 ? base : `${base}-${count}`;
      heading.id = id;
      const link = document.createElement("a");
      link.setAttribute("class", "anchor");
      link.setAttribute("href", `#${id}`);
      link.setAttribute("aria-label", `Link to ${text}`);
      link.textContent = "#";
      heading.append(link);
      return { level: Number(heading.localName.slice(1)), id, text };
    },
  );
}

/** The table of contents; empty where there is little to lead to. */
export function contents(headings: readonly Heading[]): Html {
  const listed = headings.filter(({ level }) => level === 2 || level === 3);
  if (listed.length < 3) return { html: "" };
  const items = listed.map(({ level, id, text }) =>
    element(
      "li",
      { class: `level-${level}` },
      element("a", { href: `#${id}` }, text),
    )
  );
  return element(
    "nav",
    { class: "contents", "aria-label": "Contents" },
    element(
      "details",
      { open: "" },
      element("summary", {}, "Contents"),
      element("ol", {}, ...items),
    ),
  );
}
