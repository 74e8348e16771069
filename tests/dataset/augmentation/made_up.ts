/** Whole images drawn by rules, for the tests of augmentation. */
import { seededRandom, type SourceImage } from "#karyon";

/** A source whose pixels, 0..255, and labels are functions of their place. */
export function sourceOf(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
  label: (x: number, y: number) => number = () => 0,
): SourceImage & { readonly labels: Int32Array } {
  const pixels = new Uint8Array(width * height * 3);
  const labels = new Int32Array(width * height);
  for (let i = 0; i < labels.length; i++) {
    const x = i % width, y = Math.floor(i / width);
    pixels.set(colour(x, y), 3 * i);
    labels[i] = label(x, y);
  }
  const mask = Uint8Array.from(labels, (value) => value > 0 ? 1 : 0);
  return { id: "made up", width, height, pixels, peak: 255, mask, labels };
}

/** Squares of five pixels, three apart: numbered nuclei, red as the mask is. */
export function tiles(width: number, height: number) {
  const across = Math.ceil(width / 8);
  const label = (x: number, y: number) =>
    x % 8 < 5 && y % 8 < 5 ? 1 + Math.floor(x / 8) + across * Math.floor(y / 8) : 0;
  return sourceOf(
    width,
    height,
    (x, y) => [label(x, y) > 0 ? 255 : 0, 100, 200],
    label,
  );
}

/** Every pixel and mask pixel drawn by itself. */
export function confetti(width: number, height: number, seed: number) {
  const random = seededRandom(seed);
  const draw = () => Math.floor(256 * random());
  return sourceOf(
    width,
    height,
    () => [draw(), draw(), draw()],
    () => random() < 0.5 ? 1 + Math.floor(9 * random()) : 0,
  );
}
