import { InputError } from "../../../base/mod.ts";

/** ELF's mark, and the byte that tells 64 bits in the order that we read. */
const ELF = [0x7f, 0x45, 0x4c, 0x46, 2, 1];
const HEADER = 64;

/**
 * Refuses a library that ends too early, such as a copy that was cut off: to
 * load one ends the process without a word. Looks at ELF files alone, whose table
 * of sections stands at their end (https://refspecs.linuxfoundation.org/elf/gabi4+);
 * leaves all others to the system's loader.
 *
 * @throws {InputError} if the file is shorter than its header says
 */
export function expectWhole(path: string): void {
  const header = new Uint8Array(HEADER);
  let size: number;
  try {
    using file = Deno.openSync(path);
    if (file.readSync(header) !== HEADER) return;
    size = file.statSync().size;
  } catch {
    // Not there, or a name that only the loader knows: it says so itself.
    return;
  }
  if (ELF.some((byte, i) => header[i] !== byte)) return;
  const view = new DataView(header.buffer);
  const table = Number(view.getBigUint64(0x28, true));
  const end = table + view.getUint16(0x3a, true) * view.getUint16(0x3c, true);
  if (size < end) {
    throw new InputError(
      `Expected a whole library of ${end} bytes but found ${size}: it was cut off`,
      { path },
    );
  }
}
