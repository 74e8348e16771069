import { assert, assertEquals, assertGreaterOrEqual, assertLess } from "@std/assert";
import { unzipSync } from "fflate";
import { join } from "node:path";
import { decodeImage } from "#karyon";
import { compareResults, predict } from "../app/browser/compare_results.ts";
import { click, downloaded, outcomeOf, pick } from "../app/browser/hands.ts";
import { MODELS, withSite } from "../app/browser/site.ts";
import { executablePath } from "../app/browser/visits.ts";
import { realFolder } from "./folder.ts";
import { type ImageFile, imageFiles } from "./image_files.ts";

const real = realFolder;

/** The only one that large, 1388 x 1040 pixels. */
const LARGE = "c901794d1a421d52e5734500c0a2a8ca84651fb93b19cec2f411855e70cae339";

/** An image of the test set of each size and colour, and the largest. */
async function chooseImages(real: string): Promise<ImageFile[]> {
  const kinds = new Map<string, ImageFile>();
  for await (const file of imageFiles(real, "stage1_test")) {
    const { width, height, channels } = await decodeImage(file.bytes, file.id);
    const kind = [width, height, channels].join();
    if (!kinds.has(kind)) kinds.set(kind, file);
  }
  const isLarge = (id: string) => id === LARGE;
  const large = await Array.fromAsync(imageFiles(real, "stage1_train", isLarge));
  return [...kinds.values(), ...large];
}

if (real) {
  Deno.test({
    name: "the page finds in real images what `karyon predict` finds",
    ignore: !executablePath,
    fn: () =>
      withSite(async ({ folder, visit }) => {
        const images = await chooseImages(real);
        assertGreaterOrEqual(images.length, 8);
        const files = images.map(({ id, bytes }) => ({ name: `${id}.png`, bytes }));
        const paths = files.map(({ name }) => join(folder, name));
        for (const [i, { bytes }] of files.entries()) {
          await Deno.writeFile(paths[i]!, bytes);
        }
        const out = join(folder, "predicted");
        await predict(paths, out, MODELS[0]);
        await visit(async (visit) => {
          await pick(visit, ...files);
          for (const { name } of files) await outcomeOf(visit.page, name);
          await click(visit.page, `All files of ${files.length} images`);
          const zip = unzipSync(await downloaded(visit, "karyon.zip"));
          for (const { name } of files) {
            // The page cuts long names.
            const stem = name.replace(/\.png$/, "");
            const own = Object.fromEntries(
              Object.entries(zip).filter(([name]) => name.startsWith(stem.slice(0, 60)))
                .map(([name, bytes]) => [`${stem}${name.slice(60)}`, bytes]),
            );
            const { mask, counts, table } = await compareResults(stem, own, out);
            assertLess(mask, 0.001, name);
            assertEquals(counts[0], counts[1], name);
            assert(table < 0.01, name);
          }
        });
      }),
  });
}
