/** A program of the project as one script for a page. */
import { fileURLToPath, pathToFileURL } from "node:url";

/** The first versions that inflate data by themselves. */
const BROWSERS = ["chrome111", "firefox114", "safari16.4"];

/**
 * A module with all that it uses, as a classic script. What a door offers besides falls
 * out; the same files give the same script.
 *
 * @throws {Error} if a package of npm or Deno is left in it
 */
export async function bundleScript(entry: URL): Promise<string> {
  // Here, so that notebooks without a viewer do not load it.
  const esbuild = await import("esbuild");
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [fileURLToPath(entry)],
    absWorkingDir: fileURLToPath(new URL("../", import.meta.url)),
    bundle: true,
    write: false,
    metafile: true,
    format: "iife",
    platform: "browser",
    target: BROWSERS,
    minify: true,
    logLevel: "silent",
    tsconfigRaw: {},
    plugins: [{
      name: "karyon",
      setup(build) {
        build.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
          if (kind === "entry-point") return undefined;
          return path.startsWith(".")
            ? {
              path: fileURLToPath(new URL(path, pathToFileURL(importer))),
              sideEffects: false,
            }
            : { path, external: true, sideEffects: false };
        });
      },
    }],
  });
  // Its process would keep a notebook's kernel from ending.
  await esbuild.stop();
  const [output] = Object.values(metafile.outputs);
  const foreign = output?.imports.map(({ path }) => path) ?? [];
  const script = outputFiles[0]!.text.trimEnd();
  if (/\bDeno\b/.test(script)) foreign.push("Deno");
  if (foreign.length === 0) return script;
  throw new Error(
    `Expected ${entry.pathname} to need nothing but Karyon but found ${
      foreign.join(", ")
    }`,
  );
}
