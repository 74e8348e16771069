/** A filter to be laid out for `convolve`; steps in bytes, some of them negative. */
@unmanaged
export class Packing {
  /** The number under tap (0, 0), input channel 0, output channel 0. */
  filter: usize;
  packed: usize;
  height: i32;
  width: i32;
  inChannels: i32;
  outChannels: i32;
  stepY: i32;
  stepX: i32;
  stepIn: i32;
  stepOut: i32;
}

/**
 * Lays out one panel: for each tap and input channel the weights of eight
 * output channels side by side, zeros where there are fewer.
 */
export function packPanel(p: Packing, panel: i32): void {
  const first = panel * 8;
  const channels = min(8, p.outChannels - first);
  let to = p.packed + <usize> (panel * p.height * p.width * p.inChannels) * 32;
  for (let y = 0; y < p.height; y++) {
    for (let x = 0; x < p.width; x++) {
      let from = p.filter + y * p.stepY + x * p.stepX + first * p.stepOut;
      for (let c = 0; c < p.inChannels; c++) {
        for (let o = 0; o < channels; o++) {
          store<f32>(to + (<usize> o << 2), load<f32>(from + o * p.stepOut));
        }
        for (let o = channels; o < 8; o++) store<f32>(to + (<usize> o << 2), 0);
        to += 32;
        from += p.stepIn;
      }
    }
  }
}
