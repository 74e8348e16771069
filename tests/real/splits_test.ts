/**
 * The splits of the real 2018 Data Science Bowl images. Registered only where
 * `KARYON_DATA` names the folder that holds them.
 */
import { assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import {
  caseStudySplit,
  decodeImage,
  findNearDuplicates,
  heldOutSplit,
  makeThumbnail,
  openDataset,
  type Split,
  toRgb,
} from "#karyon";
import { openPart } from "../../src/dataset/files.ts";
import { karyonJson } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";
import { realFolder } from "./folder.ts";

const folder = realFolder;

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Look {
  readonly id: string;
  readonly thumbnail: Float32Array;
  readonly pixels: string;
}

/** What each image of stage 1 looks like, without its masks. */
async function lookAtAll(folder: string): Promise<Look[]> {
  const looks: Look[] = [];
  for (const part of ["stage1_train", "stage1_test"]) {
    const files = (await openPart(folder, part))!;
    for (const name of files.names) {
      const [, id] = name.match(/([^/]+)\/images\/[^/]+\.png$/) ?? [];
      if (id === undefined) continue;
      const image = await decodeImage(await files.read(name), name);
      const pixels = createHash("sha256").update(toRgb(image).data).digest("hex");
      looks.push({ id, thumbnail: makeThumbnail(image), pixels });
    }
    await files.close();
  }
  return looks;
}

const partsOf = ({ train, validation, test }: Split) =>
  [train, validation, test].map((part) => new Set(part?.ids));

if (folder) {
  Deno.test("both protocols cover the contest's set, and no id is in two parts", async () => {
    const dataset = await openDataset(folder);
    for (const [split, left] of [[caseStudySplit, 1], [heldOutSplit, 5]] as const) {
      const parts = partsOf(split(dataset)).map((part) => [...part]).flat();
      assertEquals(new Set(parts).size, parts.length);
      assertEquals(parts.length, 670 - left + 65);
    }
    await dataset.close();
  });

  Deno.test("no pixels and no look are in two parts of the held-out split", async () => {
    const dataset = await openDataset(folder);
    const parts = partsOf(heldOutSplit(dataset));
    await dataset.close();
    const partOf = ({ id }: Look) => parts.findIndex((part) => part.has(id));
    const looks = await lookAtAll(folder);
    assertEquals(looks.length, 735);
    const used = looks.filter((look) => partOf(look) >= 0);
    assertEquals(new Set(used.map(({ pixels }) => pixels)).size, used.length);
    const across = findNearDuplicates(used, (a, b) => partOf(a) !== partOf(b));
    assertEquals(across.map(({ first, second }) => [first.id, second.id]), []);
    // The search does find what the list leaves out, and the pair that it keeps together.
    assertEquals(findNearDuplicates(looks).length, 5);
    assertEquals(findNearDuplicates(used).length, 1);
  });

  Deno.test("karyon split writes the list in data/splits, byte for byte", () =>
    withFolder(async (temporary) => {
      const out = `${temporary}/list.json`;
      await karyonJson("split", "--data", folder, "--out", out);
      assertEquals(
        await Deno.readTextFile(out),
        await Deno.readTextFile(`${root}data/splits/dsb2018.json`),
      );
    }));
}
