import { assert, assertEquals, assertMatch } from "@std/assert";
import { Buffer } from "node:buffer";
import sharp from "sharp";
import type { Output } from "../../src/notebook/mod.ts";
import { outputsOf, ROOT, run } from "./made_up.ts";

type Display = Extract<Output, { output_type: "display_data" }>;

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">` +
  `<rect width="20" height="30" fill="rgb(255,0,0)"/></svg>`;
const IMPORT = `import { progress, show, showProvenance } from "./src/notebook/mod.ts";
const chart = { svg: ${
  JSON.stringify(SVG)
}, width: 40, height: 30, caption: "Red <half> (n = 1)", alt: "Half red" };`;

/** What one cell displays. */
async function displays(source: string): Promise<Display[]> {
  const { ok, error, notebook } = await run([IMPORT, source]);
  assert(ok, error?.message);
  return outputsOf(notebook)[1]!.map((output) => {
    assert(output.output_type === "display_data");
    return output;
  });
}

const pixels = async (png: unknown) =>
  await sharp(Buffer.from(png as string, "base64")).raw().toBuffer({
    resolveWithObject: true,
  });

Deno.test("show() displays a chart as SVG and as PNG twice as dense on white, with its caption", async () => {
  const [figure, caption] = await displays(`await show(chart);`);
  assertEquals(figure?.data["image/svg+xml"], SVG);
  assertEquals(figure?.data["text/plain"], "Half red");
  assertEquals(figure?.metadata["image/png"], { width: 40, height: 30 });
  const { data, info } = await pixels(figure?.data["image/png"]);
  assertEquals([info.width, info.height], [80, 60]);
  assertEquals([...data.subarray(0, 3)], [255, 0, 0]);
  assertEquals([...data.subarray(-3)], [255, 255, 255]);
  assertMatch(
    caption?.data["text/html"] as string,
    /Red &lt;half&gt; \(n = 1\)/,
  );
});

Deno.test("show() carries the numbers that a chart draws, or those given in their place", async () => {
  const shown = await displays(
    `const drawing = { ...chart, data: [{ epoch: 1, loss: 1 / 3 }] };
     await show(drawing);
     await show(drawing, { data: [{ a: 1 }] });
     await show(chart);`,
  );
  assertEquals(
    shown.flatMap(({ data }) => data["application/vnd.karyon.table+json"] ?? []),
    [
      { columns: ["epoch", "loss"], rows: [[1, 1 / 3]] },
      { columns: ["a"], rows: [[1]] },
    ],
  );
});

Deno.test("show() displays a list of rows as a table, numbers rounded and to the right", async () => {
  const [table] = await displays(
    `await show([{ name: "<b>", dice: 0.91234, n: 65 }, { name: "y", dice: 0.5, n: 12345 }], { caption: "C" });
     `,
  );
  const html = table?.data["text/html"] as string;
  assertMatch(html, /<caption>C<\/caption>/);
  assertMatch(html, /<td style="text-align:\s*left">&lt;b&gt;<\/td>/);
  assertMatch(html, /<td style="text-align:\s*right">0.912<\/td>/);
  assertMatch(html, /0.500.*12,345/);
  assertEquals(
    table?.data["text/plain"],
    "C\nname   dice       n\n----  -----  ------\n<b>   0.912      65\ny     0.500  12,345",
  );
});

Deno.test("show() displays images of 8 and 16 bit and 1 to 4 channels by their values", async () => {
  const shown = await displays(
    `for (const depth of [8, 16]) for (const channels of [1, 2, 3, 4]) {
       const data = depth === 8 ? new Uint8Array(6 * channels) : new Uint16Array(6 * channels);
       data.fill(depth === 8 ? 200 : 200 * 257);
       await show({ data, width: 3, height: 2, channels, depth, alpha: channels % 2 === 0 }, { scale: 2 });
     }`,
  );
  assertEquals(shown.length, 8);
  for (const { data, metadata } of shown) {
    const { data: values, info } = await pixels(data["image/png"]);
    assertEquals([info.width, info.height], [6, 4]);
    assertEquals(metadata["image/png"], { width: 6, height: 4 });
    for (const value of values) assertEquals(value, 200);
  }
});

Deno.test("show() takes a string as Markdown and prints what it does not know", async () => {
  const [markdown, other] = await displays(
    `await show("**" + 6 * 7 + "**"); await show({ a: { b: [1] } });`,
  );
  assertEquals(markdown?.data["text/markdown"], "**42**");
  assertEquals(other?.data, { "text/plain": "{ a: { b: [ 1 ] } }" });
});

Deno.test("showProvenance() carries the record and shows it as a table", async () => {
  const [shown] = await displays(
    `await showProvenance({ seed: 1, data: { train: "abc" } });`,
  );
  assertEquals(shown?.data["application/vnd.karyon.provenance+json"], {
    seed: 1,
    data: { train: "abc" },
  });
  assertMatch(shown?.data["text/html"] as string, /data\.train.*abc/);
});

Deno.test("progress() draws one display that ends as bar, words and figure", async () => {
  const shown = await displays(
    `const bar = progress("Training", { unit: "epochs" });
     for (let i = 1; i <= 30; i++) {
       bar.update(i, 30, "loss " + i);
       bar.chart(chart);
       await new Promise((resolve) => setTimeout(resolve, 10));
     }
     await bar.done("best at 30");`,
  );
  assertEquals(shown.length, 1);
  const { data } = shown[0]!;
  assertEquals(data["text/plain"], "Training: 30 of 30 epochs, best at 30");
  assertMatch(
    data["text/html"] as string,
    /<progress[^>]* max="30" value="30"/,
  );
  assertEquals(data["image/svg+xml"], SVG);
});

Deno.test("progress() draws at most about four times a second", async () => {
  const [, sent] = await displays(
    `const broadcast = Deno.jupyter.broadcast;
     let drawn = 0;
     Deno.jupyter.broadcast = (...given) => (drawn++, broadcast(...given));
     const bar = progress("Work");
     for (let i = 1; i <= 100; i++) {
       bar.update(i, 100);
       await new Promise((resolve) => setTimeout(resolve, 8));
     }
     await bar.done();
     Deno.jupyter.broadcast = broadcast;
     await show({ drawn });`,
  );
  const drawn = Number((sent?.data["text/plain"] as string).match(/\d+/)?.[0]);
  assert(drawn >= 3 && drawn <= 8, `drawn ${drawn} times in about a second`);
});

Deno.test("outside a notebook the show helpers print words and never throw", async () => {
  const folder = await Deno.makeTempDir();
  const file = `${folder}/plain.ts`;
  await Deno.writeTextFile(
    file,
    IMPORT.replace("./src", `${ROOT}src`) + `
await show(chart);
await show("**bold**");
await show([{ a: 1 }]);
await show({ data: new Uint8Array(1), width: 1, height: 1, channels: 1, depth: 8, alpha: false });
await showProvenance({ seed: 1 });
const bar = progress("Work", { unit: "steps" });
bar.update(1, 2);
bar.chart(chart);
await bar.done("half");
`,
  );
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-all",
      "--quiet",
      "--config",
      `${ROOT}deno.json`,
      file,
    ],
    stderr: "inherit",
  }).output();
  await Deno.remove(folder, { recursive: true });
  assertEquals(code, 0);
  assertEquals(
    new TextDecoder().decode(stdout),
    `[Half red]
Red <half> (n = 1)
**bold**
a
-
1
[Image of 1 x 1 pixels]
fact  value
----  -----
seed  1
Work: 1 of 2 steps, half
`,
  );
});
