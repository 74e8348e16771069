import { assertEquals, assertGreaterOrEqual } from "@std/assert";
import { decodeImage, decodeImagePortably } from "#karyon";
import { realFolder } from "./folder.ts";
import { imageFiles } from "./image_files.ts";

/** Every so many files one is decoded, so that all kinds come up. */
const STEP = 60;

const real = realFolder;

if (real) {
  Deno.test("decodeImagePortably() gives the pixels of real images as native code does", async () => {
    let count = 0;
    const some = (_id: string, place: number) => place % STEP === 0;
    for await (const { id, bytes } of imageFiles(real, "stage1_train", some)) {
      const { image } = await decodeImagePortably(bytes, id);
      assertEquals(image, await decodeImage(bytes, id));
      count++;
    }
    assertGreaterOrEqual(count, 10);
  });
}
