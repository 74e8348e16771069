/**
 * The world outside this computer, as far as a browser can tell: a proxy that notes what
 * is asked of any other host, by whichever part of the browser, and answers nothing.
 */
export interface Outside {
  readonly address: string;
  /** The first line of every request but those that Chromium makes for itself. */
  asked(): string[];
  stop(): Promise<void>;
}

/** Hosts of Chromium's maker: the time, updates, which forms it could fill in. */
const OF_CHROMIUM = /\b(google|googleapis|gvt1)\.com\b/;

const REFUSAL =
  "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

export function listenOutside(): Outside {
  const asked: string[] = [];
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  async function hear(connection: Deno.Conn) {
    try {
      const head = new Uint8Array(4096);
      const count = await connection.read(head) ?? 0;
      const [line] = new TextDecoder().decode(head.subarray(0, count)).split("\r");
      if (line) asked.push(line);
      await connection.write(new TextEncoder().encode(REFUSAL));
    } catch {
      // A browser that ends meanwhile asks no more.
    } finally {
      connection.close();
    }
  }
  const heard = (async () => {
    const all: Promise<void>[] = [];
    for await (const connection of listener) all.push(hear(connection));
    await Promise.all(all);
  })();
  return {
    address: `127.0.0.1:${listener.addr.port}`,
    asked: () => asked.filter((line) => !OF_CHROMIUM.test(line)),
    async stop() {
      listener.close();
      await heard;
    },
  };
}
