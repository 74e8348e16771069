import { InputError } from "../base/mod.ts";
import { openZip } from "./zip.ts";

/** Files by their path, in a folder or in a zip. */
export interface Files {
  /** The folder or the zip, for messages. */
  readonly path: string;
  /** Paths with `/`, sorted. */
  readonly names: readonly string[];
  read(name: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

async function walk(folder: string, prefix: string, names: string[]): Promise<void> {
  for await (const entry of Deno.readDir(folder)) {
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory) await walk(`${folder}/${entry.name}`, `${name}/`, names);
    else names.push(name);
  }
}

async function openFolder(path: string): Promise<Files> {
  const names: string[] = [];
  await walk(path, "", names);
  return {
    path,
    names: names.sort(),
    read: (name) => Deno.readFile(`${path}/${name}`),
    close: () => Promise.resolve(),
  };
}

async function kindOf(path: string): Promise<"file" | "folder" | "missing"> {
  try {
    const info = await Deno.stat(path);
    return info.isDirectory ? "folder" : "file";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "missing";
    throw error;
  }
}

/**
 * Opens `<folder>/<name>/` or else `<folder>/<name>.zip`.
 *
 * @returns undefined where there is neither
 */
export async function openPart(folder: string, name: string): Promise<Files | undefined> {
  const kind = await kindOf(folder);
  if (kind !== "folder") {
    throw new InputError(
      `Expected a folder with ${name}/ or ${name}.zip but found ${
        kind === "file" ? "a file" : "nothing"
      }`,
      { path: folder },
    );
  }
  if (await kindOf(`${folder}/${name}`) === "folder") {
    return openFolder(`${folder}/${name}`);
  }
  if (await kindOf(`${folder}/${name}.zip`) === "missing") return undefined;
  const zip = await openZip(`${folder}/${name}.zip`);
  return {
    path: `${folder}/${name}.zip`,
    names: zip.entries.filter((entry) => !entry.endsWith("/")).sort(),
    read: (entry) => zip.read(entry),
    close: async () => {
      await zip.close();
    },
  };
}
