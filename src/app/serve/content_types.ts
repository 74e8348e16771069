/** What a file is, by its ending, as a browser wants to be told. */
const TYPES: Readonly<Record<string, string>> = {
  ".bin": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".webmanifest": "application/manifest+json",
};

/** The type of a file by its name. */
export const contentTypeOf = (name: string): string =>
  TYPES[/\.[^.]*$/.exec(name)?.[0] ?? ""] ?? "application/octet-stream";
