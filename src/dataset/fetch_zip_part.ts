import { InputError, messageOf } from "../base/mod.ts";
import { discard, download } from "./fetch_download.ts";
import {
  exists,
  type FetchedPart,
  type FetchOptions,
  type ZipPart,
} from "./fetch_parts.ts";
import { type Files, openPart } from "./files.ts";
import { type Contents, unpack } from "./unzip.ts";
import { openZip } from "./zip.ts";

/** Gets a zip part, checks it, and unpacks it to `to/<name>/`. */
export async function fetchZipPart(
  part: ZipPart,
  options: FetchOptions,
): Promise<FetchedPart> {
  const { to, from, onProgress, signal } = options;
  const path = `${to}/${part.name}`;
  const check = (at: string, advice: string) => ({ images, masks }: Contents) => {
    if (images === part.images && masks === part.masks) return;
    throw new InputError(
      `Expected ${part.images} images and ${part.masks} masks ` +
        `but found ${images} and ${masks}; ${advice}`,
      { path: at },
    );
  };
  const report = (
    status: FetchedPart["status"],
    contents: Contents,
  ): FetchedPart => ({
    name: part.name,
    path,
    status,
    ...contents,
    asPublished: part.checksum === undefined ? null : part.checksum === contents.checksum,
  });
  if (await exists(path)) {
    const advice = "remove it and run the same again";
    const files = await openPart(to, part.name);
    if (!files) {
      throw new InputError(`Expected a folder but found a file; ${advice}`, {
        path,
      });
    }
    const good = check(path, advice);
    const contents = await unpack(files, undefined, {
      check: good,
      onProgress,
      signal,
    });
    return report("present", contents);
  }
  await Deno.mkdir(to, { recursive: true });
  if (from !== undefined) {
    const files = await openPart(from, part.name);
    if (!files) {
      throw new InputError(
        `Expected ${part.name}.zip or ${part.name}/ but found neither`,
        {
          path: from,
        },
      );
    }
    const good = check(files.path, "this is not the published set");
    return report(
      "fetched",
      await unpackAndClose(files, path, { check: good, onProgress, signal }),
    );
  }
  const url = `${options.baseUrl}${part.name}.zip`;
  const zip = await download(url, `${path}.zip`, { onProgress, signal });
  try {
    const good = check(url, "the server does not have the published set");
    const files = await openDownload(zip, url);
    const contents = await unpackAndClose(files, path, {
      check: good,
      onProgress,
      signal,
    });
    await discard(zip);
    return report("fetched", contents);
  } catch (error) {
    // What is broken would be found broken again; where the disk is full, or
    // someone stopped it, the download itself is good.
    if (error instanceof InputError) await discard(zip);
    throw error;
  }
}

async function openDownload(path: string, url: string): Promise<Files> {
  const zip = await openZip(path).catch((cause) => {
    throw new InputError(
      `${messageOf(cause)}; the download was removed, run the same again`,
      { path: url, cause },
    );
  });
  return {
    path: url,
    names: zip.entries,
    read: (name) => zip.read(name),
    close: () => zip.close(),
  };
}

async function unpackAndClose(
  files: Files,
  to: string,
  options: Parameters<typeof unpack>[2],
): Promise<Contents> {
  try {
    return await unpack(files, to, options);
  } finally {
    await files.close();
  }
}
