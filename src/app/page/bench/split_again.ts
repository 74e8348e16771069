/// <reference lib="dom" />
import { troubleOf } from "../plain/trouble_words.ts";
import { writeNuclei } from "../plain/write_numbers.ts";
import { keepNuclei, labelsName } from "./find_nuclei.ts";
import type { Item } from "./item.ts";
import type { Services } from "./services.ts";
import { changeItem, type State } from "./state.ts";

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

/** Tells the nuclei of an image apart by the settings that hold now. */
export async function splitAgain(
  { segmenter }: Services,
  state: State,
  { id, nuclei }: Item,
): Promise<void> {
  if (nuclei === undefined) return;
  const { settings, selected, currentId, labels, announcement } = state;
  const asked = settings.value;
  try {
    const found = await segmenter.resplit(
      id,
      nuclei.model,
      asked.choice,
      asked.pixelSize,
    );
    const row = nuclei.rows.find((row) => row["label"] === selected.value);
    labels.delete(labelsName(id, nuclei.model));
    if (id === currentId.value && row !== undefined) {
      const centre = { x: row["centroid_x"], y: row["centroid_y"] };
      selected.value = labelAt(found.labels, found.width, centre);
    }
    keepNuclei(state, found, asked);
    if (id === currentId.value) announcement.value = `${writeNuclei(found.count)} now`;
  } catch (error) {
    const trouble = troubleOf(error);
    const stage = trouble.code === "stopped" ? "stopped" : "failed";
    changeItem(state.items, id, { stage, trouble });
  }
}
