/** Models as files beside the page. */
import { type ModelParts, readModelParts } from "../../architectures/mod.ts";
import { InputError, messageOf } from "../../base/mod.ts";
import type { OfferedModel } from "../segmenter.ts";
import { TroubleError } from "./trouble.ts";

/** Told of bytes that have come, out of how many. */
export type OnBytes = (bytes: number, total: number) => void;

/** What is fetched with; a browser's `fetch`. */
export type Fetch = (address: URL) => Promise<Response>;

async function answerOf(fetchFile: Fetch, address: URL): Promise<Response> {
  const response = await fetchFile(address).catch((cause) => {
    throw unreachable(address, messageOf(cause), cause);
  });
  if (!response.ok) throw unreachable(address, `the server says ${response.status}`);
  return response;
}

const unreachable = (address: URL, why: string, cause?: unknown) =>
  new TroubleError(
    "model-unreachable",
    `${address.pathname} is out of reach: ${why}`,
    cause,
  );

/** A file's bytes, counted as they come. */
async function readCounted(
  response: Response,
  address: URL,
  onBytes: (count: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  try {
    for await (const part of chunksOf(response)) {
      parts.push(part);
      onBytes(part.length);
    }
  } catch (cause) {
    throw unreachable(address, messageOf(cause), cause);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Not every browser can iterate over a stream. */
async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value as Uint8Array<ArrayBuffer>;
  }
}

/** The models that the page offers, the default first. */
export async function fetchOffered(
  models: URL,
  fetchFile: Fetch = fetch,
): Promise<OfferedModel[]> {
  const address = new URL("index.json", models);
  const response = await answerOf(fetchFile, address);
  return await response.json().catch((cause) => {
    throw unreachable(address, messageOf(cause), cause);
  });
}

/**
 * Fetches what makes a trained network, and checks it.
 *
 * @param models where `models/` lies, with a slash at its end
 * @throws {TroubleError} `model-unreachable` if a file does not come, or is not what it
 *   should be
 */
export async function fetchModel(
  models: URL,
  { name, bytes: total }: Pick<OfferedModel, "name" | "bytes">,
  onBytes: OnBytes = () => {},
  fetchFile: Fetch = fetch,
): Promise<ModelParts> {
  const folder = new URL(`${name}/`, models);
  let fetched = 0;
  const readBytes = async (file: string) => {
    const address = new URL(file, folder);
    return await readCounted(await answerOf(fetchFile, address), address, (count) => {
      fetched += count;
      onBytes(Math.min(fetched, total), total);
    });
  };
  try {
    return await readModelParts({
      path: folder.pathname.replace(/\/$/, ""),
      readBytes,
      readText: async (file) => new TextDecoder().decode(await readBytes(file)),
    });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // Words around an answer that did not come would hide it.
    if (error.cause instanceof TroubleError) throw error.cause;
    throw new TroubleError("model-unreachable", error.message, error);
  }
}
