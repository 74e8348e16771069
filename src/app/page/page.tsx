/// <reference lib="dom" />
/**
 * The page's program.
 *
 * @module
 */
import { render } from "preact";
import type { OfferedModel } from "../segmenter.ts";
import { startSegmenter } from "../worker/start_segmenter.ts";
import { guardSegmenter } from "./guard_segmenter.ts";
import { mountPage } from "./mount_page.tsx";
import "./page.css";
import { TroubleNote } from "./parts/trouble_note.tsx";
import type { Example } from "./parts/welcome.tsx";

/** A list that the build wrote beside the page. */
async function readList<T>(path: string): Promise<T[]> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
  return await response.json();
}

/** Work that may wait until the page is shown. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 1000 });
  else setTimeout(work, 200);
}

async function startPage(host: HTMLElement): Promise<void> {
  const [[first, ...others], examples] = await Promise.all([
    readList<OfferedModel>("models/index.json"),
    // Without examples the page is as good for a person's own images.
    readList<Example>("examples/index.json").catch(() => []),
  ]);
  if (first === undefined) throw new Error("models/index.json lists no model");
  const { segmenter, fail } = guardSegmenter(
    startSegmenter((trouble) => fail(trouble)),
  );
  const bench = mountPage(host, { segmenter, models: [first, ...others], examples });
  whenIdle(() => void bench.start());
  // Refused on addresses without https; the page then needs a network.
  whenIdle(() => void navigator.serviceWorker?.register("sw.js").catch(() => {}));
}

const host = document.getElementById("page");
if (host === null) throw new Error("Expected an element with the id page");
startPage(host).catch((error) => {
  host.replaceChildren();
  render(
    <main>
      <TroubleNote
        trouble={{ code: "model-unreachable", message: String(error) }}
        onRetry={() => location.reload()}
      />
    </main>,
    host,
  );
});
