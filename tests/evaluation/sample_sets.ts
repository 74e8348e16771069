import { createImage, type Sample, type SampleSet, type Segmenter } from "#karyon";

/** 8 x 8: the network sees the bright left half; the truth is given. */
export function sample(id: string, isNucleus: (x: number, y: number) => boolean): Sample {
  const image = createImage(8, 8, 1);
  const labels = new Int32Array(64);
  for (let i = 0; i < 64; i++) {
    image.data[i] = i % 8 < 4 ? 255 : 0;
    labels[i] = isNucleus(i % 8, Math.floor(i / 8)) ? 1 : 0;
  }
  return { id, image, labels, mask: Uint8Array.from(labels) };
}

/** A set of given images, whose files cannot be inspected. */
export function setOf(samples: readonly Sample[]): SampleSet {
  return {
    name: "test",
    ids: samples.map(({ id }) => id),
    read: (id) => Promise.resolve(samples.find((one) => one.id === id)!),
    inspect: () => Promise.reject(new Error("not read")),
  };
}

/** Finds the bright half as one nucleus of 32 pixels, or as bands of two columns. */
export function halfSegmenter(name: "whole" | "bands"): Segmenter {
  return {
    name,
    segment: ({ width, height }) => {
      const mask = Uint8Array.from(
        { length: width * height },
        (_, i) => i % width < 4 ? 1 : 0,
      );
      const labels = Int32Array.from(
        mask,
        (is, i) => is === 0 ? 0 : name === "whole" ? 1 : 1 + Math.floor(i % width / 2),
      );
      return { mask, labels, count: Math.max(...labels) };
    },
  };
}
