/** The page's programs, each in one file that a browser runs. */
import type { Metafile } from "esbuild";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { bundlePlugin } from "./bundle_plugin.ts";
import { findNpmPackages } from "./npm_packages.ts";

const SOURCE = fileURLToPath(new URL("../../", import.meta.url));

/** Modules that do something when they are loaded, and so are never left out. */
const EFFECTS = ["architectures/self_attention.ts"];

/** TensorFlow.js's WebAssembly for many threads, which pages may not start. */
const THREADED = /tfjs-backend-wasm-threaded-simd/;

/** The first versions with WebAssembly SIMD, module workers and what styles need. */
const BROWSERS = ["chrome111", "firefox114", "safari16.4"];

/** What a free `Deno` becomes, so that it can be found. */
const LEFT_OVER = "__deno_is_left__";

/** How a program is bundled. */
export interface BundleOptions {
  /** Entries in `src/app/`, by the name of the file that each becomes, without ending. */
  readonly entries: Readonly<Record<string, string>>;
  /** Names that become these values, JSON. */
  readonly define?: Readonly<Record<string, string>>;
  /** Whether several entries may share files; else each is whole in itself. */
  readonly splitting?: boolean;
}

/** A file that was made. */
export interface BuiltFile {
  /** Seen from the page. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Programs that were bundled. */
export interface Bundled {
  readonly files: BuiltFile[];
  /** Which modules they were made of, and the names that it gives the files. */
  readonly metafile: Metafile;
  readonly outputs: readonly string[];
}

/**
 * Bundles programs for a browser.
 *
 * @throws {Error} if a module is missing, or needs what only a server has
 */
export async function bundle(
  { entries, define = {}, splitting = true }: BundleOptions,
): Promise<Bundled> {
  const modules = Object.values(entries).map((entry) => join(SOURCE, "app", entry));
  const esbuild = await import("esbuild");
  const packages = await findNpmPackages([
    ...modules,
    join(SOURCE, "app/build/tensorflow.ts"),
  ]);
  const scratch = await Deno.makeTempDir({ prefix: "karyon-app-" });
  try {
    const result = await esbuild.build({
      entryPoints: Object.entries(entries).map(([out], i) => ({ in: modules[i]!, out })),
      absWorkingDir: SOURCE,
      bundle: true,
      splitting,
      write: false,
      metafile: true,
      outdir: "out",
      format: "esm",
      platform: "browser",
      target: BROWSERS,
      minify: true,
      // Licences, which must go along, lie in a file of their own.
      legalComments: "none",
      charset: "utf8",
      jsx: "automatic",
      jsxImportSource: "preact",
      logLevel: "silent",
      entryNames: "[name]",
      chunkNames: "[name]-[hash]",
      define: { Deno: LEFT_OVER, ...define },
      tsconfigRaw: {},
      plugins: [
        bundlePlugin({
          packages,
          source: SOURCE,
          effects: EFFECTS,
          leftOut: THREADED,
          scratch,
          replacements: {
            "@tensorflow/tfjs": join(SOURCE, "app/build/tensorflow.ts"),
          },
        }),
      ],
    });
    const root = relative(SOURCE, join(SOURCE, "out"));
    const reached = reachedFrom(
      Object.keys(entries).map((name) => `${root}/${name}.js`),
      result.metafile,
    );
    const files = result.outputFiles.map(({ path, contents }) => ({
      path: relative(SOURCE, path),
      bytes: contents,
    })).filter(({ path }) => path.endsWith(".css") || reached.has(path));
    expectNothingOfServers(files, result.metafile);
    return {
      metafile: result.metafile,
      outputs: files.map(({ path }) => path),
      files: files.map((file) => ({ ...file, path: relative(root, file.path) })),
    };
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

/** The files that some load, at once or later: others are of code that fell out. */
function reachedFrom(first: readonly string[], { outputs }: Metafile): Set<string> {
  const reached = new Set(first);
  for (const name of reached) {
    for (const { path, external } of outputs[name]?.imports ?? []) {
      if (!external) reached.add(path);
    }
  }
  return reached;
}

/** @throws {Error} if a bundle imports what a browser lacks, or speaks of Deno */
function expectNothingOfServers(
  files: readonly BuiltFile[],
  { outputs }: Metafile,
): void {
  const faults = files.flatMap(({ path, bytes }) => {
    const text = new TextDecoder().decode(bytes);
    const at = text.indexOf(LEFT_OVER);
    return [
      ...(outputs[path]?.imports ?? []).filter(({ external }) => external)
        .map((one) => `${path}: ${one.path}`),
      ...(at < 0
        ? []
        : [`${path}: Deno in ${text.slice(Math.max(0, at - 150), at + 80)}`]),
    ];
  });
  if (faults.length > 0) {
    throw new Error(
      `Expected programs for a browser but found what only a server has:\n${
        faults.join("\n")
      }`,
    );
  }
}

/** Ends esbuild's process, which otherwise waits for more. */
export async function stopBundler(): Promise<void> {
  await (await import("esbuild")).stop();
}
