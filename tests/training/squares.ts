import { type PreparedSample, seededRandom } from "#karyon";

const SIZE = 16;

/** Bright squares on dark ground: easy, so a tiny network learns them. */
export function squares(count: number, seed: number): PreparedSample[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, n) => {
    const mask = new Uint8Array(SIZE * SIZE);
    const pixels = new Uint16Array(SIZE * SIZE * 3);
    const left = Math.floor(random() * 8), top = Math.floor(random() * 8);
    for (let i = 0; i < mask.length; i++) {
      const x = i % SIZE, y = Math.floor(i / SIZE);
      mask[i] = x >= left && x < left + 8 && y >= top && y < top + 8 ? 1 : 0;
      pixels.fill((mask[i]! ? 40000 : 5000) + random() * 9000, i * 3, i * 3 + 3);
    }
    return { id: `${seed}-${n}`, pixels, mask };
  });
}
