/** A static server as plain as they come: files below a path, no header but the type. */
import { join } from "node:path";

/** What a browser insists on being told; all else is bytes. */
const TYPES: Readonly<Record<string, string>> = {
  css: "text/css",
  html: "text/html",
  js: "text/javascript",
};

/** What a server answers in the place of a file. */
export type Instead = (bytes: Uint8Array<ArrayBuffer>) => Response;

/** A server that runs. */
export interface PlainServer {
  readonly origin: string;
  /** Where the folder is seen. */
  readonly address: string;
  /** Paths below the folder that are answered otherwise, for as long as they stand here. */
  readonly instead: Map<string, Instead>;
  /** Paths below the folder that were asked for, in order. */
  readonly asked: string[];
  /** Ends at once, whoever still waits. */
  stop(): Promise<void>;
}

/** Serves a folder below a path such as `/some/where/`. */
export function serveFolder(root: string, path: string, port = 0): PlainServer {
  const instead = new Map<string, Instead>();
  const asked: string[] = [];
  const stopping = new AbortController();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port, onListen: () => {}, signal: stopping.signal },
    async ({ url }) => {
      const { pathname } = new URL(url);
      const name = pathname.slice(path.length) || "index.html";
      try {
        if (!pathname.startsWith(path)) throw new Deno.errors.NotFound();
        const bytes = await Deno.readFile(join(root, name));
        asked.push(name);
        const answer = instead.get(name);
        if (answer) return answer(bytes);
        const type = TYPES[name.split(".").at(-1)!] ?? "application/octet-stream";
        return new Response(bytes, { headers: { "content-type": type } });
      } catch {
        return new Response("not found", { status: 404 });
      }
    },
  );
  const origin = `http://127.0.0.1:${server.addr.port}`;
  return {
    origin,
    address: `${origin}${path}`,
    instead,
    asked,
    async stop() {
      stopping.abort();
      await server.finished;
    },
  };
}
