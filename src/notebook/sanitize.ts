/** Making HTML harmless and self-contained: a report runs and fetches nothing. */
import { openDocument } from "./html.ts";

/** Elements that run, fetch, embed or leave the page's flow. */
const FORBIDDEN =
  "script, style, link, meta, base, title, iframe, frame, frameset, object, " +
  "embed, applet, form, template, noscript, portal, audio, video, source, track";

/** Attributes that name something to fetch or to go to. */
const ADDRESSES = [
  "href",
  "xlink:href",
  "src",
  "action",
  "formaction",
  "poster",
];

/** Whether an address runs code instead of leading somewhere. */
function runsCode(address: string): boolean {
  // Browsers ignore control characters and spaces in front of and in a scheme.
  // deno-lint-ignore no-control-regex -- they are what this is about
  const scheme = address.replace(/[\u0000-\u0020]/g, "").toLowerCase();
  return /^(javascript|vbscript|data:(?!image\/))/.test(scheme);
}

/**
 * HTML without scripts, handlers, embedded pages and anything that would be
 * fetched. Pictures that are not in the page itself become their alt text.
 */
export function sanitizeHtml(html: string): string {
  const document = openDocument(html);
  for (const found of [...document.body.querySelectorAll(FORBIDDEN)]) {
    found.remove();
  }
  for (const found of [...document.body.querySelectorAll("*")]) {
    for (const { name, value } of [...found.attributes]) {
      const lower = name.toLowerCase();
      const unsafe = lower.startsWith("on") || lower === "srcset" ||
        lower === "srcdoc" ||
        (lower === "style" &&
          /url\s*\(|expression\s*\(|@import/i.test(value)) ||
        (ADDRESSES.includes(lower) && runsCode(value));
      if (unsafe) found.removeAttribute(name);
    }
    const name = found.localName.toLowerCase();
    if (name !== "img" && name !== "image") continue;
    const source = found.getAttribute("src") ?? found.getAttribute("href") ??
      found.getAttribute("xlink:href") ?? "";
    if (!source.startsWith("data:image/")) {
      found.replaceWith(`[${found.getAttribute("alt") ?? "picture"}]`);
    }
  }
  return document.body.innerHTML;
}
