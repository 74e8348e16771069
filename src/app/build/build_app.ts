/** The page as a folder of plain files, for any static server. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "../../base/mod.ts";
import { type BuiltFile, bundle, stopBundler } from "./bundle.ts";
import { drawExamples } from "./draw_examples.ts";
import { drawIcons } from "./draw_icons.ts";
import { gatherLicences } from "./gather_licences.ts";
import { offeredModels, offerModels } from "./offered_models.ts";
import { expectReplaceable, replaceFolder } from "./replace_folder.ts";

const SOURCE = fileURLToPath(new URL("../../", import.meta.url));

/** Texts of `src/app/page/` that go as they are. */
const TEXTS = ["index.html", "manifest.webmanifest"];

/** TensorFlow.js's backend, which the bundler does not see. */
const BACKEND = "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";

/** What the page is built with. */
export interface BuildAppOptions {
  /** The folder; one that is there must be empty, or an earlier build. */
  readonly out: string;
  /** Names in `models/`, or folders, the page's default first. */
  readonly models?: readonly string[];
}

/** A page that was built. */
export interface BuiltApp {
  readonly out: string;
  /** Of all the files, by which browsers tell builds apart. */
  readonly version: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

const text = (path: string, content: string): BuiltFile => ({
  path,
  bytes: new TextEncoder().encode(content),
});

async function read(path: string, from: string): Promise<BuiltFile> {
  return { path, bytes: await Deno.readFile(from) };
}

/** A file packed for its way: a third of the bytes, which few servers see to. */
async function pack(path: string, from: string): Promise<BuiltFile> {
  const { readable } = await Deno.open(from);
  const packed = readable.pipeThrough(new CompressionStream("gzip"));
  return { path, bytes: new Uint8Array(await new Response(packed).arrayBuffer()) };
}

/** The engine `wasm`: TensorFlow.js's binary, and Karyon's kernels. */
async function engineFiles(): Promise<{ files: BuiltFile[]; folder: string }> {
  const backend = fileURLToPath(import.meta.resolve(BACKEND));
  const kernels = join(SOURCE, "engine/wasm/kernels");
  return {
    folder: backend.slice(0, backend.lastIndexOf("/dist/")),
    files: await Promise.all([
      pack("engine/backend.bin", backend),
      pack("engine/relaxed.bin", join(kernels, "relaxed.wasm")),
      pack("engine/plain.bin", join(kernels, "plain.wasm")),
    ]),
  };
}

/** Sixteen hexadecimal digits that change with any byte of any file. */
async function versionOf(files: readonly BuiltFile[]): Promise<string> {
  const sums = await Promise.all(files.map(async ({ path, bytes }) => {
    const sum = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
    return `${path} ${new Uint8Array(sum).toHex()}`;
  }));
  const all = new TextEncoder().encode(sums.sort().join("\n"));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", all)).toHex().slice(0, 16);
}

/** What a browser keeps at once, and what it fetches to work without a network. */
function sortFiles(paths: readonly string[]) {
  const isModel = (path: string) => /^models\/[^/]+\//.test(path);
  const isExtra = (path: string) =>
    isModel(path) || path.startsWith("examples/") || path === "licences.txt";
  const firstModel = paths.find(isModel)?.split("/").slice(0, 2).join("/");
  return {
    shell: paths.filter((path) => !isExtra(path)),
    extras: paths.filter((path) =>
      path.startsWith("examples/") || path.startsWith(`${firstModel}/`)
    ),
  };
}

/**
 * Builds the page.
 *
 * @throws {InputError} if a model is missing or cannot be offered, or the folder holds
 *   something else
 * @throws {Error} if a program needs what a browser lacks
 *
 * @example
 * ```ts
 * import { buildApp, InputError } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/thesis.txt`, "years of work");
 * const refused = await buildApp({ out: folder }).catch((error) => error);
 * if (!(refused instanceof InputError)) throw new Error("It was overwritten");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function buildApp(options: BuildAppOptions): Promise<BuiltApp> {
  try {
    return await build(options);
  } finally {
    await stopBundler();
  }
}

async function build(options: BuildAppOptions): Promise<BuiltApp> {
  const page = join(SOURCE, "app/page");
  // First, as it is quick to say what is wrong with these.
  await expectReplaceable(options.out);
  const models = await offerModels(options.models ?? offeredModels);
  const [programs, engine, examples, icons, texts] = await Promise.all([
    bundle({ entries: { page: "page/page.tsx", worker: "worker/worker.ts" } }),
    engineFiles(),
    drawExamples(),
    Deno.readFile(join(page, "icon.svg")).then(drawIcons),
    Promise.all(TEXTS.map((path) => read(path, join(page, path)))),
  ]);
  const files: BuiltFile[] = [
    ...texts,
    ...programs.files,
    ...engine.files,
    ...icons,
    ...models,
    ...examples,
    text(
      "licences.txt",
      await gatherLicences(programs, SOURCE, [engine.folder]),
    ),
  ];
  if (!files.some(({ path }) => path === "page.css")) {
    throw new InputError("Expected the page to import its styles but found none", {
      path: page,
    });
  }
  const version = await versionOf(files);
  const { shell, extras } = sortFiles(files.map(({ path }) => path));
  const worker = await bundle({
    entries: { sw: "offline/service_worker.ts" },
    splitting: false,
    define: {
      KARYON_VERSION: JSON.stringify(version),
      KARYON_SHELL: JSON.stringify(shell),
      KARYON_EXTRAS: JSON.stringify(extras),
    },
  });
  const all = [...files, ...worker.files];
  await replaceFolder(options.out, all);
  return {
    out: options.out,
    version,
    files: all.map(({ path, bytes }) => ({ path, bytes: bytes.length })),
  };
}
