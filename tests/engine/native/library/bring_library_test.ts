import { createHash } from "node:crypto";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { InputError } from "#karyon";
import { canBring } from "../../../../src/engine/native/library/how_to_get_native.ts";
import { bringLibrary } from "../../../../src/engine/native/library/mod.ts";
import { unpackWheel } from "../../../../src/engine/native/library/unpack_wheel.ts";
import { onednnWheel } from "../../../../src/engine/native/library/wheel.ts";
import { withFolder } from "../../../support/temporary.ts";
import { zipOf } from "../../../support/zips.ts";

const sha256 = (content: Uint8Array | string) =>
  createHash("sha256").update(content).digest("hex");

const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name);

async function hasPip(): Promise<boolean> {
  try {
    const pip = new Deno.Command("python3", { args: ["-m", "pip", "--version"] });
    return (await pip.output()).success;
  } catch {
    return false;
  }
}

const withoutPip = !canBring || !await hasPip();

/** A wheel that pip takes for the pinned one; only its bytes are others. */
const likeTheWheel = () =>
  zipOf({
    "onednn_cpu_gomp-2023.2.0.dist-info/METADATA":
      "Metadata-Version: 2.1\nName: onednn-cpu-gomp\nVersion: 2023.2.0\n",
    "onednn_cpu_gomp-2023.2.0.dist-info/WHEEL":
      "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py2-none-manylinux1_x86_64\n",
    "onednn_cpu_gomp-2023.2.0.data/data/lib/libdnnl.so.3": "something else",
  });

Deno.test({
  name: "bringLibrary() refuses a wheel with other bytes, and leaves what was there",
  ignore: withoutPip,
  fn: () =>
    withFolder(async (root) => {
      const [from, folder] = [`${root}/from`, `${root}/to`];
      for (const path of [from, folder]) await Deno.mkdir(path);
      await Deno.writeFile(`${from}/${onednnWheel.file}`, await likeTheWheel());
      await Deno.writeTextFile(`${folder}/libdnnl.so.3`, "the one before");
      const { message } = await assertRejects(
        () => bringLibrary({ from, folder }),
        InputError,
        `Expected the SHA-256 ${onednnWheel.sha256} but found`,
      );
      assertStringIncludes(message, onednnWheel.file);
      assertEquals(namesIn(folder), ["libdnnl.so.3"]);
      assertEquals(await Deno.readTextFile(`${folder}/libdnnl.so.3`), "the one before");
    }),
});

Deno.test({
  name: "bringLibrary() says what pip found, and what else to install",
  ignore: withoutPip,
  fn: () =>
    withFolder(async (folder) => {
      const { message } = await assertRejects(
        () => bringLibrary({ from: folder, folder: `${folder}/to` }),
        InputError,
        "Expected pip to download onednn-cpu-gomp 2023.2.0 but found: No matching",
      );
      assertStringIncludes(message, "conda install -c conda-forge onednn");
      assertEquals(namesIn(`${folder}/to`), []);
    }),
});

Deno.test({
  name: "bringLibrary() stops when it is told to, and leaves nothing",
  ignore: withoutPip,
  fn: () =>
    withFolder(async (folder) => {
      const stop = new AbortController();
      await assertRejects(
        () =>
          bringLibrary({
            from: folder,
            folder: `${folder}/to`,
            signal: stop.signal,
            onProgress: () => stop.abort(),
          }),
        DOMException,
      );
      assertEquals(namesIn(`${folder}/to`), []);
    }),
});

Deno.test({
  name: "bringLibrary() says what to install where no wheel fits",
  ignore: canBring,
  fn: async () => {
    await assertRejects(() => bringLibrary(), InputError, "conda-forge onednn");
  },
});

Deno.test("unpackWheel() keeps the files that are pinned, and no others", () =>
  withFolder(async (folder) => {
    const bytes = await zipOf({ "a/LICENSE": "free", "a/lib.so": "ELF", "b": "no" }, {
      compress: true,
    });
    const wheel = `${folder}/w.whl`;
    await Deno.writeFile(wheel, bytes);
    const files = [
      { entry: "a/LICENSE", name: "LICENSE", sha256: sha256("free") },
      { entry: "a/lib.so", name: "lib.so.3", sha256: sha256("ELF") },
    ];
    const to = (name: string) => {
      Deno.mkdirSync(`${folder}/${name}`);
      return `${folder}/${name}`;
    };
    const pinned = { sha256: sha256(bytes), files };
    await unpackWheel(wheel, to("good"), pinned);
    assertEquals(namesIn(`${folder}/good`).sort(), ["LICENSE", "lib.so.3"]);
    assertEquals(await Deno.readTextFile(`${folder}/good/lib.so.3`), "ELF");

    const lost = { entry: "a/lost", name: "lost", sha256: "" };
    const wrong = { entry: "b", name: "b", sha256: sha256("yes") };
    for (
      const [name, given, words] of [
        ["other", { ...pinned, sha256: sha256("") }, `but found ${sha256(bytes)}`],
        ["lost", { ...pinned, files: [lost] }, "Expected a/lost in it but found none"],
        ["wrong", { ...pinned, files: [wrong] }, `but found ${sha256("no")}`],
      ] as const
    ) {
      await assertRejects(() => unpackWheel(wheel, to(name), given), InputError, words);
    }
    await Deno.writeTextFile(wheel, "no zip");
    await assertRejects(
      () => unpackWheel(wheel, to("text"), { sha256: sha256("no zip"), files }),
      InputError,
      "Expected a wheel but found",
    );
  }));
