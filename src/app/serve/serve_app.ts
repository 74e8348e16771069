/** A server for work on the page, for this computer alone. */
import { answerRequest } from "./answer_request.ts";

/** How the page is served. */
export interface ServeAppOptions {
  /** The folder of a build. */
  readonly root: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Texts that are answered in the place of files, by their paths. */
  readonly instead?: Readonly<Record<string, string>>;
}

/** A server that runs. */
export interface ServedApp {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves a built page on 127.0.0.1.
 *
 * @throws {Deno.errors.AddrInUse} if the port is taken
 *
 * @example
 * ```ts
 * import { serveApp } from "#karyon";
 * const root = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${root}/index.html`, "the page");
 * const { address, close } = serveApp({ root, port: 0 });
 * if (await (await fetch(address)).text() !== "the page") throw new Error();
 * await close();
 * await Deno.remove(root, { recursive: true });
 * ```
 */
export function serveApp({ root, port, instead = {} }: ServeAppOptions): ServedApp {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port, onListen: () => {} },
    (request) => answerRequest(root, request, instead),
  );
  return {
    address: `http://127.0.0.1:${server.addr.port}/`,
    close: () => server.shutdown(),
  };
}
