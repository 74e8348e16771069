/** The packages of npm that a program is made of, and where Deno keeps them. */
import { messageOf } from "../../base/mod.ts";

/** A package as Deno keeps it. */
export interface NpmPackage {
  readonly name: string;
  readonly version: string;
  /** Its folder. */
  readonly folder: string;
  /** The packages that it imports, `name@version`. */
  readonly dependencies: readonly string[];
}

/** What a program imports from npm. */
export interface NpmPackages {
  /** By `name@version`, and what else npm needs to tell two apart. */
  readonly byId: ReadonlyMap<string, NpmPackage>;
  /** The ones that the program itself imports, by name. */
  readonly direct: ReadonlyMap<string, NpmPackage>;
}

/** The part of `deno info --json` that matters here. */
interface Info {
  readonly modules: readonly { readonly kind?: string; readonly npmPackage?: string }[];
  readonly npmPackages: Readonly<
    Record<
      string,
      {
        readonly name: string;
        readonly version: string;
        readonly localPath?: string;
        readonly dependencies: readonly string[];
      }
    >
  >;
}

/**
 * Asks Deno which packages the given modules are made of; those that are not there yet
 * are fetched.
 *
 * @param modules paths
 * @throws {Error} if Deno cannot say, or keeps a package where no folder is
 */
export async function findNpmPackages(modules: readonly string[]): Promise<NpmPackages> {
  const byId = new Map<string, NpmPackage>();
  const direct = new Map<string, NpmPackage>();
  // One after another: the command takes a single module.
  for (const module of modules) {
    const { modules: parts, npmPackages } = await inform(module);
    for (
      const [id, { name, version, localPath, dependencies }] of Object.entries(
        npmPackages,
      )
    ) {
      if (localPath === undefined) {
        throw new Error(`Expected Deno to keep ${id} in a folder but found none`);
      }
      byId.set(id, { name, version, folder: localPath, dependencies });
    }
    for (const { npmPackage } of parts) {
      const found = npmPackage === undefined ? undefined : byId.get(npmPackage);
      if (found) direct.set(found.name, found);
    }
  }
  return { byId, direct };
}

async function inform(module: string): Promise<Info> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", module],
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) {
    throw new Error(`Deno cannot say what ${module} imports: ${text(stderr)}`);
  }
  try {
    return JSON.parse(text(stdout)) as Info;
  } catch (error) {
    throw new Error(`Deno cannot say what ${module} imports: ${messageOf(error)}`);
  }
}
