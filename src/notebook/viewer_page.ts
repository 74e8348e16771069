/** The page of a viewer: whole in itself, alone in a frame, with one script that may run. */
import { createHash } from "node:crypto";
import type { EmbeddedPage } from "../app/mod.ts";
import { bundleScript } from "./bundle_script.ts";
import { VIEWER_STYLE } from "./viewer_style.ts";

const ENTRY = new URL("../app/embedded/embedded.ts", import.meta.url);

let bundled: Promise<string> | undefined;

/** The program of viewers, as this version of Karyon has it. */
export const viewerScript = (): Promise<string> => bundled ??= bundleScript(ENTRY);

/** By what a Content-Security-Policy knows a script. */
export const scriptSource = (script: string): string =>
  `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/** Nothing but the script and what stands in the page. */
const policy = (script: string): string =>
  `default-src 'none'; script-src ${scriptSource(script)}; style-src 'unsafe-inline'; ` +
  "base-uri 'none'; form-action 'none'";

const SLIDERS = [["image", "Image", 100], ["mask", "Mask", 25], [
  "outlines",
  "Outlines",
  100,
]]
  .map(([id, name, value]) =>
    `<label>${name} <input type="range" id="${id}" max="100" value="${value}"></label>`
  ).join("\n");

const BODY = `<main>
<h1 id="title"></h1>
<div id="viewer"></div>
<div class="zoom">
<button type="button" id="in" aria-label="Zoom in">+</button>
<button type="button" id="out" aria-label="Zoom out">−</button>
<button type="button" id="fit">Fit</button>
</div>
<div class="bar">
${SLIDERS}
</div>
<div class="scroll" role="region" aria-label="Nuclei" tabindex="0"><table id="table"></table></div>
</main>`;

const BEFORE = '<script type="application/json" id="nuclei">', AFTER = "</script>";

/** The page; what is told to it is data, of which nothing becomes markup or code. */
export function viewerPage(told: EmbeddedPage, script: string): string {
  const data = JSON.stringify(told).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nuclei</title>
<style>${VIEWER_STYLE}</style>
</head>
<body>
${BODY}
${BEFORE}${data}${AFTER}
<script>${script}</script>
</body>
</html>`;
}

/** What was told to a page that may be a viewer's. */
export function toldTo(page: string): unknown {
  const start = page.indexOf(BEFORE);
  const end = page.indexOf(AFTER, start + BEFORE.length);
  if (start < 0 || end < 0) return undefined;
  try {
    return JSON.parse(page.slice(start + BEFORE.length, end));
  } catch {
    return undefined;
  }
}

/** CSS pixels. */
const HEIGHT = 480;

/** A text as the value of an attribute in double quotes. */
export const quoted = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/**
 * A frame for a viewer's page above a picture of the same. Where frames are taken out or
 * scripts do not run, the picture is seen. The frame is a stranger to the page around it:
 * its script can read nothing there.
 *
 * @param srcdoc the viewer's page, or what will be replaced by it, quoted
 * @param src of the picture
 */
export const viewerFrame = (srcdoc: string, src: string, alt: string): string =>
  `<div class="karyon-viewer" style="position:relative;height:${HEIGHT}px">` +
  `<img src="${quoted(src)}" alt="${quoted(alt)}" ` +
  'style="display:block;max-width:100%;height:100%;object-fit:contain;margin:auto">' +
  `<iframe title="${quoted(`Viewer: ${alt}`)}" sandbox="allow-scripts" ` +
  'style="position:absolute;inset:0;width:100%;height:100%;border:0" ' +
  `srcdoc="${srcdoc}"></iframe></div>`;
