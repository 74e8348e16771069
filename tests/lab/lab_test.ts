import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import {
  barsOn,
  clickMenu,
  findBrowser,
  notebookOf,
  openNotebook,
  outputsOn,
  pressButton,
  startLab,
  until,
} from "./jupyterlab.ts";

const wanted = Deno.env.get("KARYON_LAB") !== undefined;
const browser = findBrowser();
if (wanted && !browser) {
  console.log("tests/lab: no Chromium here; CHROME_PATH may name one");
}

/** The project's own folder: `#karyon` is found from there upward. */
const CACHE = fileURLToPath(new URL("../../.cache/", import.meta.url));

const OUTPUTS = Array.from(
  { length: 8 },
  (_, i) => `await show("output ${i}"); await show([{ cell: ${i} }]);`,
);

const CELLS = [
  `import { buildUNet, findRecipe, progress, show, trainInBackground, useEngine } from "#karyon";
   await useEngine("wasm");
   let kept = 41;
   await show("ready");`,
  ...OUTPUTS,
  `const bar = progress("Training", { unit: "images" });
   const sample = { id: "a", pixels: new Uint16Array(3 * 1024), mask: new Uint8Array(1024) };
   const { history, ended } = await trainInBackground({
     model: buildUNet({ filters: 2 }),
     recipe: { ...findRecipe("case-study"), patience: null },
     train: Array(8).fill(sample),
     validation: [sample],
     seed: 1,
     epochs: 10_000,
     onBatch: bar.update,
   });
   await bar.done(ended);
   await show(history.length > 0 ? "some epochs" : "none");`,
  `await show(\`kept \${kept + 1}\`);`,
  // Deno's kernel has nothing to say about it.
  `await Promise.resolve();\n\nconst broken = ;`,
];

const textsOf = (elements: Element[]) => elements.map(({ textContent }) => textContent);

const TRAINING = 1 + OUTPUTS.length;

Deno.test({
  name: "JupyterLab runs all cells, files outputs, moves the bar, stops, shows errors",
  ignore: !wanted || browser === undefined,
  // The browser's client keeps timers of its own until the process ends.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await Deno.mkdir(CACHE, { recursive: true });
    const folder = await Deno.makeTempDir({ dir: CACHE, prefix: "lab_test_" });
    await Deno.writeTextFile(`${folder}/made_up.ipynb`, notebookOf(CELLS));
    const lab = await startLab(folder);
    try {
      const { page, close } = await openNotebook(lab.address, "made_up.ipynb");
      try {
        await clickMenu(page, "Run", "Run All Cells");
        const first = await until(() => barsOn(page), ([value]) => (value ?? 0) > 0);
        await until(() => barsOn(page), ([value]) => value !== first[0]);
        // The first epoch is over: there is something to keep.
        await new Promise((resolve) => setTimeout(resolve, 3000));
        await pressButton(page, "interrupt");
        const outputs = await until(
          () => outputsOn(page),
          (texts) => texts.at(-1)!.includes("SyntaxError"),
        );
        assertEquals(
          outputs.slice(1, TRAINING).map((text) => text.replace(/\s+/g, " ")),
          OUTPUTS.map((_, i) => `output ${i} cell ${i}`),
        );
        const training = outputs[TRAINING]!;
        assertStringIncludes(training, "stopped");
        assertStringIncludes(training, "some epochs");
        assertStringIncludes(outputs[TRAINING + 1]!, "kept 42");
        const failure = outputs[TRAINING + 2]!;
        assertStringIncludes(failure, "Expression expected (line 3, column 16)");
        assertStringIncludes(failure, "3 | const broken = ;");
        // Nothing lay over the notebook, such as a question about news.
        assertEquals(await page.$$eval(".Toastify__toast", textsOf), []);
      } catch (error) {
        await page.screenshot({ path: `${CACHE}lab_test.png` });
        throw new Error("Failed as .cache/lab_test.png shows", { cause: error });
      } finally {
        await close();
      }
    } finally {
      const { success } = await lab.stop();
      await Deno.remove(folder, { recursive: true });
      assert(success);
    }
  },
});
