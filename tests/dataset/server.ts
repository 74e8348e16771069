/** A server of one file that can misbehave, for the download's tests. */

/** How the next answers go wrong; what is left out goes right. */
export interface Behaviour {
  /** Bytes after which the connection is cut; taken in turn, then none. */
  cuts?: number[];
  /** Answers with the whole file whatever range was asked for. */
  ignoresRange?: boolean;
  /** Sends no ETag. */
  anonymous?: boolean;
  /** Sends no Content-Length. */
  chunked?: boolean;
  /** Starts a range at another byte than was asked for. */
  rangeShift?: number;
  /** Answers with this status and nothing else. */
  status?: number;
}

/** What was asked for, and what can be changed while it runs. */
export interface FileServer {
  readonly url: string;
  /** Name to content; may be replaced between requests. */
  files: Record<string, Uint8Array<ArrayBuffer>>;
  behaviour: Behaviour;
  /** One line a request: path and range. */
  readonly requests: string[];
  /** Bytes that were sent, all told. */
  sent: number;
}

/** Runs a server for the time of a test. */
export async function withServer(
  files: Record<string, Uint8Array<ArrayBuffer>>,
  behaviour: Behaviour,
  test: (server: FileServer) => Promise<void>,
): Promise<void> {
  const state = { files, behaviour, requests: [] as string[], sent: 0 };
  const running = Deno.serve(
    {
      port: 0,
      hostname: "127.0.0.1",
      onListen() {},
      onError: () => new Response(),
    },
    (request) => answer(request, state),
  );
  try {
    await test(
      Object.assign(state, { url: `http://127.0.0.1:${running.addr.port}/` }),
    );
  } finally {
    await running.shutdown();
  }
}

function answer(request: Request, state: Omit<FileServer, "url">): Response {
  const { behaviour } = state;
  const name = new URL(request.url).pathname.slice(1);
  const range = request.headers.get("Range");
  state.requests.push(range ? `${name} ${range}` : name);
  const file = state.files[name];
  if (behaviour.status !== undefined) {
    return new Response("no", { status: behaviour.status });
  }
  if (!file) return new Response("no such file", { status: 404 });
  const etag = `"${file.length}-${file[file.length >> 1]}"`;
  const headers = new Headers(behaviour.anonymous ? {} : { ETag: etag });
  const ifRange = request.headers.get("If-Range");
  let start = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
  const isRange = range !== null && !behaviour.ignoresRange &&
    (ifRange === null || ifRange === etag);
  if (!isRange) start = 0;
  else if (start >= file.length) {
    headers.set("Content-Range", `bytes */${file.length}`);
    return new Response(null, { status: 416, headers });
  } else {
    start += behaviour.rangeShift ?? 0;
    headers.set(
      "Content-Range",
      `bytes ${start}-${file.length - 1}/${file.length}`,
    );
  }
  const body = file.subarray(start);
  if (!behaviour.chunked) headers.set("Content-Length", `${body.length}`);
  return new Response(streamOf(body, behaviour.cuts?.shift(), state), {
    status: isRange ? 206 : 200,
    headers,
  });
}

function streamOf(
  body: Uint8Array<ArrayBuffer>,
  cut: number | undefined,
  state: { sent: number },
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const end = Math.min(cut ?? body.length, body.length);
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      if (at >= end) {
        // What was sent must arrive before the connection goes.
        if (cut !== undefined) {
          await new Promise((resume) => setTimeout(resume, 30));
        }
        return cut === undefined
          ? controller.close()
          : controller.error(new Error("cut"));
      }
      const chunk = body.slice(at, Math.min(at + 4096, end));
      at += chunk.length;
      state.sent += chunk.length;
      controller.enqueue(chunk);
    },
  });
}
