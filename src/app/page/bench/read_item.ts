/// <reference lib="dom" />
import type { Item } from "./item.ts";
import type { Services } from "./services.ts";
import { changeItem, type State } from "./state.ts";

/** Has a file read, unless it was, and keeps its pixels and a thumbnail. */
export async function readItem(
  { segmenter, shrink }: Services,
  { items, pixels }: State,
  { id, file, name, opened }: Item,
): Promise<void> {
  if (opened !== undefined) return;
  changeItem(items, id, { stage: "reading", trouble: undefined });
  const { pixels: seen, ...facts } = await segmenter.open(id, file, name);
  pixels.set(id, seen);
  const thumbnail = await shrink({ ...facts, pixels: seen });
  changeItem(items, id, { opened: facts, thumbnail });
}

/** The pixels of an image that was read, from its file where they were given up. */
export async function pixelsOf(
  { segmenter }: Services,
  { pixels }: State,
  { id, file, name }: Item,
): Promise<Uint8ClampedArray> {
  const kept = pixels.get(id);
  if (kept !== undefined) return kept;
  // Under another id, so that what the worker knows of the image stays with it.
  const other = `${id} again`;
  try {
    const again = await segmenter.open(other, file, name);
    pixels.set(id, again.pixels);
    return again.pixels;
  } finally {
    await segmenter.close(other);
  }
}
