import type {
  FoundNuclei,
  OfferedModel,
  Segmenter,
} from "../../../../src/app/segmenter.ts";

/** Two models of which nothing is ever fetched. */
export const MODELS: readonly [OfferedModel, OfferedModel] = [
  { name: "first", title: "First", bytes: 10, parameters: 1 },
  { name: "second", title: "Second", bytes: 10, parameters: 1 },
];

/** An error as the worker throws it. */
export function trouble(code: string): Error {
  return Object.assign(new Error(`the ${code} of a test`), { code });
}

/** What is asked of a segmenter, in order, and a gate before the network's answer. */
export interface FakeSegmenter extends Segmenter {
  readonly asked: string[];
  /** Replaces what the network waits for; by default it waits for nothing. */
  gate(wait: Promise<void>): void;
}

/** Finds one nucleus of 2 x 2 pixels a started tenth of the threshold. */
export function fakeSegmenter(parts: Partial<Segmenter> = {}): FakeSegmenter {
  const asked: string[] = [];
  let waiting: Promise<void> = Promise.resolve();
  let stop = (_reason: Error) => {};
  function find(id: string, model: string, threshold = 0.5, minArea = 4): FoundNuclei {
    const count = Math.ceil(threshold * 10);
    const labels = new Int32Array(count * 2 * 2);
    labels.forEach((_, i) => labels[i] = 1 + (i >> 1) % count);
    return {
      id,
      model,
      width: count * 2,
      height: 2,
      count,
      threshold,
      minArea,
      labels,
      rows: Array.from({ length: count }, (_, i) => ({
        label: i + 1,
        centroid_x: 2 * i + 0.5,
        centroid_y: 0.5,
      })),
      columns: ["label", "centroid_x", "centroid_y"],
      milliseconds: { network: 0, nuclei: 1 },
    };
  }
  return {
    asked,
    gate: (wait) => waiting = wait,
    start() {
      asked.push("start");
      return Promise.resolve({ name: "wasm", sentence: "A test's." });
    },
    load(model, onProgress) {
      asked.push(`load ${model}`);
      onProgress?.(10, 10);
      return Promise.resolve();
    },
    open(id, _file, name) {
      asked.push(`open ${name}`);
      const pixels = new Uint8ClampedArray(4);
      const kind = { channels: 1, depth: 8 } as const;
      return Promise.resolve({
        id,
        name,
        width: 1,
        height: 1,
        ...kind,
        pixels,
        warnings: [],
      });
    },
    async segment(id, model, choice, _pixelSize, onProgress) {
      asked.push(`segment ${id} ${model}`);
      onProgress?.(1, 2);
      await Promise.race([
        waiting,
        new Promise<never>((_, reject) => stop = reject),
      ]);
      const found = find(id, model, choice.threshold, choice.minArea);
      return { ...found, milliseconds: { network: 70, nuclei: 1 } };
    },
    resplit(id, model, { threshold, minArea }) {
      asked.push(`resplit ${id} ${threshold ?? "own"}`);
      return Promise.resolve(find(id, model, threshold, minArea));
    },
    stop() {
      asked.push("stop");
      stop(trouble("stopped"));
      return Promise.resolve();
    },
    files(id, model, wanted) {
      asked.push(`files ${id} ${model} ${wanted.join()}`);
      return Promise.resolve(
        wanted.map((name) => ({ name, type: "text/plain", bytes: new Uint8Array(1) })),
      );
    },
    zip(images, wanted) {
      asked.push(`zip ${images.map(({ id }) => id).join()} ${wanted.length}`);
      const bytes = new Uint8Array(1);
      return Promise.resolve({ name: "all.zip", type: "application/zip", bytes });
    },
    close(id) {
      asked.push(`close ${id}`);
      return Promise.resolve();
    },
    ...parts,
  };
}
