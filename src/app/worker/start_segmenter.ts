/// <reference lib="dom" />
/** The page's side of the worker. */
import * as Comlink from "comlink";
import type { Segmenter, Trouble } from "../segmenter.ts";

/** A function that the worker can call, where there is one. */
const reachable = <F>(report: F | undefined) =>
  report === undefined ? undefined : Comlink.proxy(report as F & object);

/**
 * Starts the worker. Its program lies beside the page's own.
 *
 * @param onFailure called if the worker cannot be loaded, and so never answers
 */
export function startSegmenter(onFailure: (trouble: Trouble) => void): Segmenter {
  const program = new URL("worker.js", import.meta.url);
  // A worker that was loaded from a file goes by no policy of the page's; one from the
  // page's own text inherits it, and with it that nothing is fetched from elsewhere.
  const text = new Blob([`import ${JSON.stringify(program.href)};`], {
    type: "text/javascript",
  });
  const address = URL.createObjectURL(text);
  const worker = new Worker(address, { type: "module", name: "segmenter" });
  worker.addEventListener("error", ({ message }) => {
    onFailure({
      code: "no-engine",
      message: `The worker does not start: ${message || "its program is out of reach"}`,
    });
  });
  const remote = Comlink.wrap<Segmenter>(worker);
  return {
    start: (preference) => remote.start(preference),
    load: (model, onProgress) => remote.load(model, reachable(onProgress)),
    open: (id, file, name) => remote.open(id, file, name),
    segment: (id, model, choice, pixelSize, onProgress) =>
      remote.segment(id, model, choice, pixelSize, reachable(onProgress)),
    resplit: (id, model, choice, pixelSize) =>
      remote.resplit(id, model, choice, pixelSize),
    stop: () => remote.stop(),
    files: (id, model, wanted, pixelSize) => remote.files(id, model, wanted, pixelSize),
    zip: (images, wanted, pixelSize) => remote.zip(images, wanted, pixelSize),
    close: (id) => remote.close(id),
  };
}
