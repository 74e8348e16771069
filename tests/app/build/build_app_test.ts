import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import { gzipSync } from "fflate";
import { buildApp, InputError, readStoredModel } from "#karyon";
import { bundle, stopBundler } from "../../../src/app/build/bundle.ts";
import { withFolder } from "../../support/temporary.ts";

/** What a browser fetches to show the page. */
const START = ["index.html", "page.css", "page.js"];

/** The modules that a program imports when it is loaded, its own file among them. */
async function loadedWith(out: string, file: string): Promise<Set<string>> {
  const loaded = new Set([file]);
  for (const path of loaded) {
    const code = await Deno.readTextFile(`${out}/${path}`);
    for (const [, name] of code.matchAll(/(?:import|from)"\.\/([^"]+)"/g)) {
      loaded.add(name!);
    }
  }
  return loaded;
}

async function sizeOf(out: string, paths: Iterable<string>) {
  let [bytes, packed] = [0, 0];
  for (const path of paths) {
    const file = await Deno.readFile(`${out}/${path}`);
    bytes += file.length;
    packed += gzipSync(file).length;
  }
  return { bytes, packed };
}

Deno.test("the page is built, small, of files of its own alone", async (test) => {
  await withFolder(async (folder) => {
    const out = `${folder}/app`;
    const { files, version } = await buildApp({ out, models: ["unet-small-float16"] });
    const paths = files.map(({ path }) => path);
    const texts = new Map<string, string>();
    for (const path of paths.filter((one) => /\.(js|css|html|webmanifest)$/.test(one))) {
      texts.set(path, await Deno.readTextFile(`${out}/${path}`));
    }

    await test.step("its policy lets nothing come from elsewhere", () => {
      const [, policy] = /Security-Policy"\s+content="([^"]+)"/.exec(
        texts.get("index.html")!,
      )!;
      assert(
        policy!.startsWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"),
      );
      for (const word of ["*", "http", "unsafe-inline", "'unsafe-eval'"]) {
        assert(!policy!.includes(word), word);
      }
    });

    await test.step("every address in it is seen from the page", () => {
      for (const path of ["index.html", "manifest.webmanifest", "page.css"]) {
        const addresses = [...texts.get(path)!.matchAll(
          /(?:href=|src=|url\(|"src": ?|"start_url": ?|"scope": ?)"?([^")\s>]+)/g,
        )].map(([, address]) => address!);
        assert(addresses.every((one) => !/^(\/|\w+:)/.test(one)), addresses.join());
        for (const one of addresses.filter((address) => /\.\w+$/.test(address))) {
          assert(paths.includes(one), one);
        }
      }
    });

    await test.step("programs import what was built, and nothing else", () => {
      for (const [path, code] of texts) {
        for (const [, name] of code.matchAll(/(?:import\(|import|from)"([^"]+)"/g)) {
          assert(paths.includes(name!.replace("./", "")), `${path}: ${name}`);
        }
      }
    });

    await test.step("it starts with few bytes, and computes with less than a megabyte", async () => {
      const page = await loadedWith(out, "page.js");
      const start = await sizeOf(out, new Set([...START, ...page]));
      assertLess(start.bytes, 300_000);
      const all = new Set([
        ...START,
        ...page,
        ...await loadedWith(out, "worker.js"),
        "models/index.json",
        "engine/backend.bin",
        "engine/relaxed.bin",
      ]);
      const whole = await sizeOf(out, all);
      assertLess(whole.bytes, 1_000_000);
      assertLess(whole.packed, 450_000);
    });

    await test.step("models are listed with what they cost and how good they are", async () => {
      const list = JSON.parse(await Deno.readTextFile(`${out}/models/index.json`));
      const { card } = await readStoredModel("unet-small-float16");
      const own = files.filter(({ path }) => path.startsWith("models/unet"));
      assertEquals(list.length, 1);
      assertEquals(list[0].bytes, own.reduce((sum, { bytes }) => sum + bytes, 0));
      assertEquals(list[0].parameters, card.parameters);
      const { scores } = card.evaluations!.find(({ protocol, splitting }) =>
        protocol === "held-out" && splitting === undefined
      )!;
      assertEquals(list[0].foregroundIoU, scores["foreground_iou"]);
      assert(list[0].note.includes("Squeezes every image to 256 x 256"));
    });

    await test.step("the service worker keeps all that the page needs", () => {
      const code = texts.get("sw.js")!;
      assert(code.includes(version));
      const isKept = (path: string) => code.includes(JSON.stringify(path).slice(1, -1));
      const left = paths.filter((path) => !isKept(path));
      assertEquals(left.sort(), ["licences.txt", "sw.js"]);
    });

    await test.step("the licences of what is in it go along", async () => {
      const licences = await Deno.readTextFile(`${out}/licences.txt`);
      for (
        const name of ["preact 11", "comlink 4", "@tensorflow/tfjs-core 4", "fast-png"]
      ) {
        assert(licences.includes(`\n${name}`) || licences.startsWith(name), name);
      }
      assert(!licences.includes("\nsharp "));
    });
  });
});

Deno.test("a program that needs a server's own is refused, with its name", async () => {
  try {
    for (
      const [entry, what] of [["build/build_app.ts", "node:url"], [
        "serve/serve_app.ts",
        "Deno",
      ]]
    ) {
      await assertRejects(() => bundle({ entries: { wrong: entry! } }), Error, what);
    }
  } finally {
    await stopBundler();
  }
});

Deno.test("a model for ONNX Runtime, one named twice and none at all are refused", async () => {
  await withFolder(async (folder) => {
    const build = (...models: string[]) => () =>
      buildApp({ out: `${folder}/app`, models });
    await assertRejects(build("karyon-small-int8"), InputError, "ONNX Runtime");
    await assertRejects(build("unet-small", "unet-small"), InputError, "twice");
    await assertRejects(build(), InputError, "found none");
    assertEquals([...Deno.readDirSync(folder)], []);
  });
});
