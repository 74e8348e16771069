import { InputError, messageOf } from "../base/mod.ts";
import { openZip } from "./zip.ts";

/** Files by their path, in a folder or in a zip. */
export interface Files {
  /** The folder or the zip, for messages. */
  readonly path: string;
  /** Paths with `/`, sorted. */
  readonly names: readonly string[];
  /** @throws {InputError} if the file is not there or cannot be read */
  read(name: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

async function walk(folder: string, prefix: string, names: string[]): Promise<void> {
  for await (const entry of Deno.readDir(folder)) {
    const name = `${prefix}${entry.name}`;
    const path = `${folder}/${entry.name}`;
    const isFolder = entry.isDirectory || (entry.isSymlink && await linksToFolder(path));
    if (isFolder) await walk(path, `${name}/`, names);
    else names.push(name);
  }
}

/** A link to a folder that it lies in is none: that walk would never end. */
async function linksToFolder(path: string): Promise<boolean> {
  if (await kindOf(path) !== "folder") return false;
  const from = await Deno.realPath(path.slice(0, path.lastIndexOf("/")));
  const to = await Deno.realPath(path);
  return !`${from}/`.startsWith(`${to}/`);
}

async function readIn(folder: string, name: string): Promise<Uint8Array> {
  const path = `${folder}/${name}`;
  try {
    return await Deno.readFile(path);
  } catch (cause) {
    throw new InputError(`Expected a readable file but found: ${messageOf(cause)}`, {
      path,
      cause,
    });
  }
}

async function openZipped(path: string): Promise<Files> {
  const zip = await openZip(path);
  return {
    path,
    names: zip.entries.filter((entry) => !entry.endsWith("/")).sort(),
    read: (entry) => zip.read(entry),
    close: async () => {
      await zip.close();
    },
  };
}

async function openFolder(path: string): Promise<Files> {
  const names: string[] = [];
  await walk(path, "", names);
  return {
    path,
    names: names.sort(),
    read: (name) => readIn(path, name),
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
  return openZipped(`${folder}/${name}.zip`);
}

/**
 * Opens a folder, with all folders in it, or a zip.
 *
 * @throws {InputError} if there is nothing, or a file that is no zip
 */
export async function openFiles(path: string): Promise<Files> {
  const kind = await kindOf(path);
  if (kind === "missing") {
    throw new InputError("Expected a folder or a zip with images but found nothing", {
      path,
    });
  }
  return await (kind === "folder" ? openFolder(path) : openZipped(path));
}
