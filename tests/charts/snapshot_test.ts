/**
 * Every example chart is compared with the SVG in `snapshots/`.
 *
 * After a change that is meant, draw them again, look at them, commit them:
 *
 *     UPDATE_SNAPSHOTS=1 deno task test tests/charts/snapshot_test.ts
 *
 * Pictures inside a chart are compared by their pixels, because compression may
 * differ from machine to machine.
 */
import { assertEquals, assertGreater, assertMatch } from "@std/assert";
import sharp from "sharp";
import { examples } from "./examples.ts";

const FOLDER = new URL("./snapshots/", import.meta.url);
/** The formatter would break the long paths of an SVG into lines. */
const HEADING = "<!-- deno-fmt-ignore-file -->\n";
const UPDATE = Deno.env.get("UPDATE_SNAPSHOTS") === "1";

/** The SVG with each picture replaced by a digest of its pixels. */
async function comparable(svg: string): Promise<string> {
  const pictures = new Map<string, string>();
  for (
    const [url, base64] of svg.matchAll(/data:image\/png;base64,([\w+/=]+)/g)
  ) {
    const { data, info } = await sharp(Uint8Array.fromBase64(base64!)).raw()
      .toBuffer({ resolveWithObject: true });
    const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(data));
    const hex = new Uint8Array(digest).toHex().slice(0, 16);
    pictures.set(url, `${info.width}x${info.height}:${hex}`);
  }
  return svg.replace(
    /data:image\/png;base64,[\w+/=]+/g,
    (url) => pictures.get(url)!,
  );
}

for (const [name, make] of Object.entries(examples)) {
  Deno.test(`the chart ${name} is drawn as its snapshot shows`, async () => {
    const { svg } = await make();
    const file = new URL(`${name}.svg`, FOLDER);
    if (UPDATE) {
      await Deno.mkdir(FOLDER, { recursive: true });
      await Deno.writeTextFile(file, HEADING + svg);
    }
    assertEquals(
      await comparable(svg),
      await comparable((await Deno.readTextFile(file)).replace(HEADING, "")),
    );
  });

  Deno.test(`the chart ${name} stands alone and can become a PNG`, async () => {
    const { svg, width, height, caption, alt } = await make();
    assertMatch(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /);
    assertEquals(svg.match(/<svg/g)?.length, 1);
    assertEquals(
      /<style|class=|NaN|undefined|url\(|href="http/.test(svg),
      false,
    );
    assertMatch(caption, /n = \d+|layers/);
    assertGreater(alt.length, 20);
    const png = await sharp(new TextEncoder().encode(svg)).metadata();
    assertEquals([png.width, png.height], [width, height]);
  });

  Deno.test(`the chart ${name} is the same when it is drawn again`, async () => {
    assertEquals((await make()).svg, (await make()).svg);
  });
}

Deno.test("no snapshot is left of a chart that is gone", async () => {
  const names = (await Array.fromAsync(Deno.readDir(FOLDER))).map((entry) => entry.name);
  const expected = Object.keys(examples).map((name) => `${name}.svg`);
  assertEquals(names.sort(), expected.sort());
});
