/// <reference lib="dom" />
/** From one view to another, as an eye can follow. */
import type { View } from "./view.ts";

const MILLISECONDS = 240;

/** A view so far (0..1) on the way. */
export function betweenViews(from: View, to: View, share: number): View {
  if (share >= 1) return to;
  const eased = share * share * (3 - 2 * share);
  const mix = (a: number, b: number) => a + (b - a) * eased;
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    scale: from.scale * (to.scale / from.scale) ** eased,
  };
}

/** Shows views on the way, the last one at once where a person wants no motion. */
export function glide(from: View, to: View, show: (view: View) => void): () => void {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isSame = from.x === to.x && from.y === to.y && from.scale === to.scale;
  if (isSame) return () => {};
  if (isStill) {
    show(to);
    return () => {};
  }
  const start = performance.now();
  let frame = requestAnimationFrame(function step(now) {
    const share = Math.max(0, (now - start) / MILLISECONDS);
    if (share < 1) frame = requestAnimationFrame(step);
    show(betweenViews(from, to, share));
  });
  return () => cancelAnimationFrame(frame);
}
