/** The gradient of max pooling; the window's steps and padding in pixels. */
@unmanaged
export class PoolGradient {
  input: usize;
  dy: usize;
  dx: usize;
  channels: i32;
  inHeight: i32;
  inWidth: i32;
  outHeight: i32;
  outWidth: i32;
  windowHeight: i32;
  windowWidth: i32;
  strideY: i32;
  strideX: i32;
  padTop: i32;
  padLeft: i32;
  /** Output rows of a block: all of them where windows share rows. */
  blockRows: i32;
  /** Blocks of an image. */
  blocks: i32;
}

/** Gives four channels' gradients to the first largest number of their window. */

function giveFour(
  p: PoolGradient,
  image: usize,
  dxImage: usize,
  dy: v128,
  top: i32,
  left: i32,
): void {
  const fromY = max(top, 0), toY = min(top + p.windowHeight, p.inHeight);
  const fromX = max(left, 0), toX = min(left + p.windowWidth, p.inWidth);
  const pixel = <usize> p.channels << 2;
  let best = f32x4.splat(-Infinity), place = i32x4.splat(0), index = 0;
  for (let y = fromY; y < toY; y++) {
    let from = image + <usize> (y * p.inWidth + fromX) * pixel;
    for (let x = fromX; x < toX; x++) {
      const values = v128.load(from);
      const better = f32x4.gt(values, best);
      best = v128.bitselect(values, best, better);
      place = v128.bitselect(i32x4.splat(index), place, better);
      index++;
      from += pixel;
    }
  }
  index = 0;
  for (let y = fromY; y < toY; y++) {
    let to = dxImage + <usize> (y * p.inWidth + fromX) * pixel;
    for (let x = fromX; x < toX; x++) {
      const share = v128.and(dy, i32x4.eq(place, i32x4.splat(index)));
      v128.store(to, f32x4.add(v128.load(to), share));
      index++;
      to += pixel;
    }
  }
}

/** The same for one channel, where four are not left. */

function giveOne(
  p: PoolGradient,
  image: usize,
  dxImage: usize,
  dy: f32,
  top: i32,
  left: i32,
): void {
  const fromY = max(top, 0), toY = min(top + p.windowHeight, p.inHeight);
  const fromX = max(left, 0), toX = min(left + p.windowWidth, p.inWidth);
  const pixel = <usize> p.channels << 2;
  let best: f32 = -Infinity;
  let to = dxImage + <usize> (fromY * p.inWidth + fromX) * pixel;
  for (let y = fromY; y < toY; y++) {
    for (let x = fromX; x < toX; x++) {
      const offset = <usize> (y * p.inWidth + x) * pixel;
      const value = load<f32>(image + offset);
      if (value > best) {
        best = value;
        to = dxImage + offset;
      }
    }
  }
  store<f32>(to, load<f32>(to) + dy);
}

/** One block of output rows: clears its input rows, then gives every gradient its place. */
export function poolGradientBlock(p: PoolGradient, block: i32): void {
  const n = block / p.blocks, y0 = (block % p.blocks) * p.blockRows;
  const y1 = min(y0 + p.blockRows, p.outHeight);
  const pixel = <usize> p.channels << 2, row = <usize> p.inWidth * pixel;
  const imageBytes = <usize> p.inHeight * row;
  const image = p.input + <usize> n * imageBytes, dxImage = p.dx + <usize> n * imageBytes;
  const first = y0 === 0 ? 0 : min(max(y0 * p.strideY - p.padTop, 0), p.inHeight);
  const end = y1 === p.outHeight
    ? p.inHeight
    : min(max(y1 * p.strideY - p.padTop, 0), p.inHeight);
  memory.fill(dxImage + <usize> first * row, 0, <usize> (end - first) * row);
  for (let y = y0; y < y1; y++) {
    let dy = p.dy + <usize> ((n * p.outHeight + y) * p.outWidth) * pixel;
    const top = y * p.strideY - p.padTop;
    for (let x = 0; x < p.outWidth; x++) {
      const left = x * p.strideX - p.padLeft;
      let c = 0;
      for (; c + 4 <= p.channels; c += 4) {
        const at = <usize> c << 2;
        giveFour(p, image + at, dxImage + at, v128.load(dy + at), top, left);
      }
      for (; c < p.channels; c++) {
        const at = <usize> c << 2;
        giveOne(p, image + at, dxImage + at, load<f32>(dy + at), top, left);
      }
      dy += pixel;
    }
  }
}
