import { assertGreaterOrEqual } from "@std/assert";
import { STYLE } from "../../src/notebook/page_style.ts";

/** Relative luminance (WCAG 2.2) of `#rgb` or `#rrggbb`. */
function luminance(colour: string): number {
  const digits = colour.slice(1);
  const wide = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  const [red, green, blue] = [0, 2, 4]
    .map((at) => parseInt(wide.slice(at, at + 2), 16) / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const [light, dark, print] = [...STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, body]) =>
  Object.fromEntries(
    [...body!.matchAll(/--([\w-]+): (#\w+);/g)].map((
      [, name, colour],
    ) => [name!, colour!]),
  )
);

const INKS = ["ink", "soft", "link", "bad", "warn"];
const CODE = ["ink", "keyword", "string", "number", "title", "comment"];

for (const [name, colours] of Object.entries({ light, dark, print })) {
  Deno.test(`every text of a page has a contrast of 4.5 or more: ${name}`, () => {
    const pairs = [
      ...INKS.map((ink) => [ink, "page"]),
      ...CODE.map((ink) => [ink, "panel"]),
      ["bad", "bad-panel"],
    ];
    for (const [ink, ground] of pairs) {
      const found = contrast(colours![ink!]!, colours![ground!]!);
      assertGreaterOrEqual(found, 4.5, `${ink} on ${ground}`);
    }
  });
}
