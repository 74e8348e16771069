/** Markdown, mathematics and source code as HTML. */
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import typescript from "highlight.js/lib/languages/typescript";
import { Marked } from "marked";
import { markedHighlight } from "marked-highlight";
import markedKatex from "marked-katex-extension";
import { escaped, openDocument } from "./html.ts";
import { sanitizeHtml } from "./sanitize.ts";

hljs.registerLanguage("bash", bash);
hljs.registerLanguage("json", json);
hljs.registerLanguage("typescript", typescript);

/** Source code with its parts marked; plain where the language is not known. */
export function highlight(code: string, language: string): string {
  return hljs.getLanguage(language) === undefined
    ? escaped(code).html
    : hljs.highlight(code, { language }).value;
}

// MathML needs no fonts: browsers draw it with their own.
const marked = new Marked(
  markedKatex({ output: "mathml", throwOnError: false, nonStandard: true }),
  markedHighlight({ langPrefix: "language-", highlight }),
);

/** Markdown as harmless HTML. */
export function renderMarkdown(markdown: string): string {
  const document = openDocument(
    sanitizeHtml(marked.parse(markdown, { async: false })),
  );
  for (const table of [...document.body.querySelectorAll("table")]) {
    const scroll = document.createElement("div");
    scroll.setAttribute("class", "table");
    // Wide ones scroll, which a keyboard must reach.
    scroll.setAttribute("tabindex", "0");
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", "Table");
    table.replaceWith(scroll);
    scroll.append(table);
  }
  return document.body.innerHTML;
}

/** A notebook's first heading and first paragraph, for an index. */
export function summarize(
  markdown: string,
): { title?: string; paragraph?: string } {
  const tokens = marked.lexer(markdown);
  const heading = tokens.find((token) => token.type === "heading" && token.depth === 1);
  const paragraph = tokens.find((token) => token.type === "paragraph");
  return {
    ...(heading === undefined ? {} : { title: plainText(heading.raw) }),
    ...(paragraph === undefined ? {} : { paragraph: paragraph.raw.trim() }),
  };
}

/** The words of a piece of Markdown. */
function plainText(markdown: string): string {
  return openDocument(renderMarkdown(markdown)).body.textContent?.trim() ?? "";
}
