/** The nucleus that lies where another one had its centre, which may be none. */
export function labelAt(
  labels: Int32Array,
  width: number,
  centre: { readonly x: unknown; readonly y: unknown },
): number | undefined {
  const x = Math.round(Number(centre.x)), y = Math.round(Number(centre.y));
  const label = x >= 0 && x < width ? labels[y * width + x] : undefined;
  return label === 0 ? undefined : label;
}
