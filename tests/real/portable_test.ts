import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { decodeImage, decodeImagePortably } from "#karyon";
import { realFolder } from "./folder.ts";

/** Every so many files one is decoded, so that all kinds come up. */
const STEP = 60;

const real = realFolder;

if (real) {
  Deno.test("decodeImagePortably() gives the pixels of real images as native code does", async () => {
    const folder = join(real, "stage1_train");
    const ids = [...Deno.readDirSync(folder)].map(({ name }) => name).sort()
      .filter((_, i) => i % STEP === 0);
    for (const id of ids) {
      const bytes = await Deno.readFile(join(folder, id, "images", `${id}.png`));
      const { image } = await decodeImagePortably(bytes, id);
      assertEquals(image, await decodeImage(bytes, id));
    }
    assertEquals(ids.length >= 10, true);
  });
}
