import { InputError, messageOf, type OnProgress, writeBeside } from "../base/mod.ts";

/** What is known of the file that a `.part` is the beginning of. */
interface PartNote {
  readonly url: string;
  /** ETag or Last-Modified: changes when the file changes. */
  readonly version: string | null;
  /** Bytes of the whole file, where the server told. */
  readonly total: number | null;
}

/** How a download goes on. */
export interface DownloadOptions {
  /** Called with bytes. */
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Tries in a row that bring nothing new before it gives up. */
const FRUITLESS_TRIES = 3;

/** Milliseconds between such tries, more each time. */
const PAUSE = 200;

/**
 * Downloads a file to `<path>.part`, going on where an earlier call was cut.
 *
 * It is for the caller to check the content and to rename it, then to
 * {@linkcode discard} what is left. A server that
 * ignores ranges, or whose file has changed since, is asked from the start.
 *
 * @returns the path of the finished part
 * @throws {InputError} if the server refuses, or the connection breaks again
 *   and again; what has arrived is kept for the next call
 */
export async function download(
  url: string,
  path: string,
  options: DownloadOptions = {},
): Promise<string> {
  const part = `${path}.part`;
  let furthest = await sizeOf(part);
  let fruitless = 0;
  while (true) {
    options.signal?.throwIfAborted();
    try {
      if (await fetchRest(url, part, options)) return part;
    } catch (error) {
      if (error instanceof InputError || options.signal?.aborted) throw error;
      const size = await sizeOf(part);
      // Against the best so far: a server without ranges starts anew each time.
      fruitless = size > furthest ? 0 : fruitless + 1;
      furthest = Math.max(furthest, size);
      if (fruitless < FRUITLESS_TRIES) {
        await new Promise((resume) => setTimeout(resume, PAUSE * fruitless));
        continue;
      }
      throw new InputError(
        `Expected the whole file but it broke off after ${size} bytes (${
          messageOf(error)
        }); run the same again to go on from there`,
        { path: url, cause: error },
      );
    }
  }
}

/** Removes a part, so that the next download starts anew. */
export async function discard(part: string): Promise<void> {
  await Promise.all(
    [part, noteOf(part)].map((path) => Deno.remove(path).catch(() => {})),
  );
}

/** Asks for what is missing; false if it has to be asked again, from the start. */
async function fetchRest(
  url: string,
  part: string,
  { onProgress, signal }: DownloadOptions,
): Promise<boolean> {
  const note = await readNote(part, url);
  const start = note ? await sizeOf(part) : 0;
  const headers = new Headers({ "Accept-Encoding": "identity" });
  if (start > 0) headers.set("Range", `bytes=${start}-`);
  if (start > 0 && note?.version) headers.set("If-Range", note.version);
  const response = await fetch(url, { headers, ...(signal ? { signal } : {}) });
  const isRest = response.status === 206;
  const total = totalOf(response);
  if (response.status === 416 && start > 0) {
    await response.body?.cancel();
    if (total === start) return true; // it was all there
    await discard(part);
    return false;
  }
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new InputError(
      `Expected the file but the server answered ${response.status} ${response.statusText}`,
      { path: url },
    );
  }
  if (isRest && start === 0) {
    await response.body.cancel();
    throw new Error("a part that nobody asked for");
  }
  if (isRest && !isRestOf(response, start, total, note)) {
    await response.body.cancel();
    await discard(part);
    return false;
  }
  const version = versionOf(response);
  // In this order, so that no note ever stands beside another file's bytes.
  if (!isRest) await discard(part);
  await writeBeside(
    noteOf(part),
    JSON.stringify({ url, version, total } satisfies PartNote),
  );
  const name = url.slice(url.lastIndexOf("/") + 1);
  let size = isRest ? start : 0;
  const file = await Deno.open(part, { write: true, create: true });
  try {
    await file.seek(size, Deno.SeekMode.Start);
    for await (const chunk of response.body) {
      let written = 0;
      while (written < chunk.length) {
        written += await file.write(chunk.subarray(written));
      }
      size += chunk.length;
      onProgress?.(size, Math.max(size, total ?? 0), name);
    }
  } finally {
    file.close();
  }
  if (total !== null && size !== total) {
    throw new Error(`${size} bytes instead of ${total}`);
  }
  return true;
}

/** Whether a 206 is the part that was asked for, of the file that was begun. */
function isRestOf(
  response: Response,
  start: number,
  total: number | null,
  note: PartNote | undefined,
): boolean {
  const from = /^bytes (\d+)-/.exec(response.headers.get("Content-Range") ?? "")
    ?.[1];
  const isSameLength = note?.total == null || total === null ||
    note.total === total;
  const version = versionOf(response);
  const isSameVersion = !note?.version || !version || note.version === version;
  return Number(from) === start && isSameLength && isSameVersion;
}

function totalOf({ status, headers }: Response): number | null {
  const text = status === 206 || status === 416
    ? /\/(\d+)$/.exec(headers.get("Content-Range") ?? "")?.[1]
    : headers.get("Content-Length");
  return text == null ? null : Number(text);
}

/** A weak ETag must not stand in If-Range. */
function versionOf({ headers }: Response): string | null {
  const etag = headers.get("ETag");
  return etag !== null && !etag.startsWith("W/") ? etag : headers.get("Last-Modified");
}

const noteOf = (part: string) => `${part}.json`;

/** The note on a part that was begun from the same address. */
async function readNote(
  part: string,
  url: string,
): Promise<PartNote | undefined> {
  try {
    const note = JSON.parse(await Deno.readTextFile(noteOf(part))) as PartNote;
    return note.url === url ? note : undefined;
  } catch {
    return undefined; // none, or half of one: start anew
  }
}

async function sizeOf(path: string): Promise<number> {
  return await Deno.stat(path).then((info) => info.size, () => 0);
}
