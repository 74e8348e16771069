/** Files that time or a bad cable has changed. */
import fc from "fast-check";
import { goodFiles } from "./good.ts";

/** Sound files, cut short and with some of their bytes put wrong. */
export async function changedFiles(): Promise<fc.Arbitrary<Uint8Array>> {
  const files = (await goodFiles()).map(({ bytes }) => bytes!);
  return fc.constantFrom(...files).chain((bytes) =>
    fc.record({
      length: fc.integer({ min: 0, max: 2 * bytes.length }),
      changes: fc.array(
        fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 })),
        { maxLength: 6 },
      ),
    }).map(({ length, changes }) => {
      const copy = bytes.slice(0, length);
      for (const [at, value] of changes) copy[at] = value;
      return copy;
    })
  );
}
