/** A plain static server's answers. */
import { join } from "node:path";
import { contentTypeOf } from "./content_types.ts";

/** What goes with every answer. */
const HEADERS = {
  // A page that is worked on shows its last build.
  "cache-control": "no-cache",
  "x-content-type-options": "nosniff",
};

const plain = (status: number, words: string, more: Record<string, string> = {}) =>
  new Response(`${words}\n`, {
    status,
    headers: { ...HEADERS, "content-type": "text/plain; charset=utf-8", ...more },
  });

/** The file that an address stands for; undefined if its text is not sound. */
function fileOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(url).pathname);
    return path.includes("\0") ? undefined : path.replace(/\/$/, "/index.html");
  } catch {
    return undefined;
  }
}

/**
 * Answers with a file of a folder.
 *
 * @param root the folder; nothing outside it is read, by `..` or by a link
 * @param instead texts that are answered in the place of files, by their paths
 */
export async function answerRequest(
  root: string,
  { method, url }: Request,
  instead: Readonly<Record<string, string>> = {},
): Promise<Response> {
  if (method !== "GET" && method !== "HEAD") {
    return plain(405, "GET or HEAD", { allow: "GET, HEAD" });
  }
  const path = fileOf(url);
  if (path === undefined) return plain(400, "No such address");
  const nothing = () => plain(404, "Nothing here");
  const text = instead[path.slice(1)];
  if (text !== undefined) {
    return new Response(text, {
      headers: { ...HEADERS, "content-type": contentTypeOf(path) },
    });
  }
  try {
    const [inside, file] = await Promise.all(
      [root, join(root, path)].map((one) => Deno.realPath(one)),
    );
    if (!file!.startsWith(`${inside}/`)) return nothing();
    const bytes = await Deno.readFile(file!);
    return new Response(method === "HEAD" ? null : bytes, {
      headers: {
        ...HEADERS,
        "content-type": contentTypeOf(file!),
        "content-length": String(bytes.length),
      },
    });
  } catch (error) {
    const isAbsent = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.IsADirectory ||
      error instanceof Deno.errors.NotADirectory;
    if (isAbsent) return nothing();
    throw error;
  }
}
