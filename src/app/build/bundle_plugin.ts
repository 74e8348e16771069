/** How the bundler finds what modules import. */
import type { OnResolveArgs, OnResolveResult, Plugin } from "esbuild";
import { builtinModules } from "node:module";
import { join } from "node:path";
import type { NpmPackage, NpmPackages } from "./npm_packages.ts";

/** What stands in a browser in the place of a package, by the package's name. */
export type Replacements = Readonly<Record<string, string>>;

/** What the plugin must know. */
export interface BundlePluginOptions {
  readonly packages: NpmPackages;
  readonly replacements: Replacements;
  /** Files of packages that are never loaded. */
  readonly leftOut: RegExp;
  /** The project's `src/`. */
  readonly source: string;
  /** Modules of `src/` that do something when they are loaded; seen from there. */
  readonly effects: readonly string[];
  /** An empty folder of the build's own. */
  readonly scratch: string;
}

/** `@scope/name/deep/file` is the package `@scope/name`. */
const packageNameOf = (path: string) => /^(@[^/]+\/)?[^/]+/.exec(path)![0];

/** What only a server has: it falls out, or the build fails on what is left. */
const isOnlyForServers = (path: string) =>
  path.startsWith("node:") || path === "sharp" || builtinModules.includes(path);

/**
 * Lets esbuild read packages from where Deno keeps them: which version a module means,
 * Deno says; which file of it a browser takes, esbuild finds.
 *
 * Modules of the project count as free of side effects but for a few, so that one may
 * import a room's door and take along only what it uses.
 */
export function bundlePlugin(options: BundlePluginOptions): Plugin {
  const { packages, replacements, source, effects } = options;
  const importing = (importer: string): NpmPackage | undefined =>
    packages.byId.values().find(({ folder }) => importer.startsWith(`${folder}/`));
  const found = (name: string, importer: NpmPackage | undefined) => {
    if (importer === undefined || importer.name === name) {
      return packages.direct.get(name);
    }
    return importer.dependencies.map((id) => packages.byId.get(id))
      .find((one) => one?.name === name) ?? packages.direct.get(name);
  };
  return {
    name: "karyon",
    setup(build) {
      const seen = {};
      build.onResolve({ filter: /.*/ }, async (given): Promise<
        OnResolveResult | undefined
      > => {
        const { path, importer, kind, resolveDir } = given;
        // Styles are esbuild's own business.
        if (given.pluginData === seen || /^(entry|import-rule|url)/.test(kind)) {
          return undefined;
        }
        const isOurs = importer.startsWith(source);
        if (/^\.{0,2}\//.test(path)) {
          if (!isOurs) {
            return options.leftOut.test(path)
              ? { path, namespace: "nothing" }
              : undefined;
          }
          const result = await build.resolve(path, {
            kind,
            resolveDir,
            pluginData: seen,
          });
          const place = result.path.slice(source.length);
          const acts = effects.includes(place) || place.endsWith(".css");
          return { ...result, sideEffects: acts };
        }
        return await inPackage(given, seen);
      });

      async function inPackage(
        { path, importer, kind }: OnResolveArgs,
        pluginData: unknown,
      ): Promise<OnResolveResult | undefined> {
        const by = importing(importer);
        if (by && await isLeftOut(by, path)) return { path, namespace: "nothing" };
        if (isOnlyForServers(path)) return { path, external: true, sideEffects: false };
        const replaced = replacements[path];
        // What stands in a package's place may import the package itself.
        if (replaced !== undefined && importer !== replaced) return { path: replaced };
        const name = packageNameOf(path);
        const wanted = found(name, by);
        if (!wanted) return undefined;
        const result = await build.resolve(path, {
          kind,
          resolveDir: await placeOf(wanted),
          pluginData,
        });
        return result;
      }

      build.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "" }));
    },
  };

  /** A folder from which esbuild finds the package by its name. */
  async function placeOf({ name, version, folder }: NpmPackage): Promise<string> {
    const place = join(options.scratch, `${name.replace("/", "+")}@${version}`);
    const link = join(place, "node_modules", name);
    if (await Deno.lstat(link).catch(() => undefined)) return place;
    await Deno.mkdir(join(link, ".."), { recursive: true });
    await Deno.symlink(folder, link).catch((error) => {
      // Two modules that ask at once.
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    });
    return place;
  }
}

/** Whether a package says that it goes without another in a browser. */
async function isLeftOut({ folder }: NpmPackage, path: string): Promise<boolean> {
  const { browser } = JSON.parse(
    await Deno.readTextFile(join(folder, "package.json")),
  ) as {
    readonly browser?: string | Readonly<Record<string, unknown>>;
  };
  return typeof browser === "object" && browser[path] === false;
}
