import type { MaskPixels } from "../images/mod.ts";

/** Calls `mark` with each pixel that has a colour above 0; alpha is not looked at. */
export function eachNucleusPixel(
  { data, channels }: Pick<MaskPixels, "data" | "channels">,
  mark: (pixel: number) => void,
): void {
  if (channels === 1) return eachPixelAbove0(data, mark);
  const colors = channels === 2 ? 1 : 3;
  for (let i = 0, at = 0; at < data.length; i++, at += channels) {
    let isNucleus = false;
    for (let c = 0; c < colors; c++) if (data[at + c] !== 0) isNucleus = true;
    if (isNucleus) mark(i);
  }
}

/** Nearly all pixels of a mask are 0, so 16 bytes are looked at together. */
function eachPixelAbove0(
  data: Uint8Array | Uint16Array,
  mark: (pixel: number) => void,
): void {
  let start = 0;
  if (data instanceof Uint8Array && data.byteOffset % 4 === 0) {
    const words = new Int32Array(data.buffer, data.byteOffset, data.length >> 4 << 2);
    for (let w = 0; w < words.length; w += 4) {
      if ((words[w]! | words[w + 1]! | words[w + 2]! | words[w + 3]!) === 0) continue;
      for (let i = w * 4; i < w * 4 + 16; i++) if (data[i] !== 0) mark(i);
    }
    start = words.length * 4;
  }
  for (let i = start; i < data.length; i++) if (data[i] !== 0) mark(i);
}
