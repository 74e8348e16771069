import { assertEquals, assertLess } from "@std/assert";
import { createImage, labelColor, readImage } from "#karyon";
import { writePictures } from "../../src/cli/predict_pictures.ts";
import { withFolder } from "../support/temporary.ts";

Deno.test("writePictures() keeps outlines in their colour where a picture is made small", () =>
  withFolder(async (out) => {
    const image = createImage(1200, 900, 3);
    const labels = new Int32Array(1200 * 900);
    for (let y = 0; y < 900; y++) {
      for (let x = 0; x < 1200; x++) {
        const at = y * 1200 + x;
        // Purple on white, as in stained tissue.
        const isNucleus = Math.abs(x - 600) < 150 && Math.abs(y - 450) < 150;
        labels[at] = isNucleus ? 1 : 0;
        image.data.set(isNucleus ? [110, 60, 140] : [240, 235, 240], at * 3);
      }
    }
    const { thumbnail, overlay } = await writePictures(
      { out, name: "a", image, labels },
      undefined,
    );
    assertEquals(overlay.path, "index_files/a.overlay.jpg");
    const small = await readImage(`${out}/${thumbnail.path}`);
    assertEquals([small.width, small.height], [400, 300]);
    // The nucleus reaches from column 150 to 249: its outline in the middle's row.
    const at = (150 * 400 + 150) * 3;
    const colour = labelColor(1);
    for (let c = 0; c < 3; c++) {
      assertLess(Math.abs(small.data[at + c]! - colour[c]!), 40);
    }
  }));
