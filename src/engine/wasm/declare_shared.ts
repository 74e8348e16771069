/** WebAssembly's number for the section that declares a module's own memory. */
const MEMORY_SECTION = 5;
/** Flags of a memory with a maximum: only its own, or for all threads. */
const LIMITED = 1, LIMITED_AND_SHARED = 3;

/**
 * Declares a module's memory as shared, so that helper threads may work in it:
 * a single byte. The module itself does not notice.
 *
 * @param binary a module with one memory of its own that has a maximum
 * @returns a changed copy
 * @throws {Error} if there is no such memory
 */
export function declareShared(binary: Uint8Array): Uint8Array<ArrayBuffer> {
  const changed = Uint8Array.from(binary);
  let at = 8;
  const readNumber = () => {
    let number = 0, shift = 0, byte: number;
    do {
      byte = changed[at++] ?? 0;
      number |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte > 0x7f);
    return number;
  };
  while (at < changed.length) {
    const section = changed[at++], size = readNumber();
    if (section === MEMORY_SECTION) {
      const memories = readNumber(), flags = changed[at];
      if (memories === 1 && (flags === LIMITED || flags === LIMITED_AND_SHARED)) {
        changed[at] = LIMITED_AND_SHARED;
        return changed;
      }
      break;
    }
    at += size;
  }
  throw new Error("Expected a WebAssembly module with one memory that has a maximum");
}
