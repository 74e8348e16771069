/** Building and reading HTML through a document, so that text is always escaped. */
import { parseHTML } from "linkedom";

/** The part of the DOM that this room uses. */
export interface Element {
  readonly localName: string;
  readonly attributes: Iterable<
    { readonly name: string; readonly value: string }
  >;
  readonly children: Iterable<Element>;
  id: string;
  textContent: string | null;
  innerHTML: string;
  outerHTML: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  closest(selector: string): Element | null;
  replaceWith(...nodes: readonly (Element | string)[]): void;
  append(...nodes: readonly (Element | string)[]): void;
  remove(): void;
}

/** A document: makes elements and has a body. */
export interface Document {
  readonly body: Element;
  createElement(name: string): Element;
}

/** An HTML document of our own, never a global one. */
export function openDocument(body = ""): Document {
  const text = `<!doctype html><html><head></head><body>${body}</body></html>`;
  return (parseHTML(text) as unknown as { document: Document }).document;
}

const document = openDocument();

/** Attributes by name; undefined leaves one out. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** HTML that is whole and safe to put into a page. */
export interface Html {
  readonly html: string;
}

/** Text as HTML. */
export function escaped(text: string): Html {
  const span = document.createElement("span");
  span.textContent = text;
  return { html: span.innerHTML };
}

/**
 * An element's HTML.
 *
 * @param children text, which is escaped, or HTML, which is not
 */
export function element(
  name: string,
  attributes: Attributes = {},
  ...children: readonly (string | Html)[]
): Html {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(key, String(value));
  }
  made.innerHTML = children
    .map((child) => typeof child === "string" ? escaped(child).html : child.html)
    .join("");
  return { html: made.outerHTML };
}
