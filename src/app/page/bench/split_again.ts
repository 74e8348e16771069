/// <reference lib="dom" />
import { troubleOf } from "../plain/trouble_words.ts";
import { writeNuclei } from "../plain/write_numbers.ts";
import { keepNuclei } from "./find_nuclei.ts";
import type { Item } from "./item.ts";
import type { Services } from "./services.ts";
import { changeItem, type State } from "./state.ts";

/** Tells the nuclei of an image apart by the settings that hold now. */
export async function splitAgain(
  { segmenter }: Services,
  state: State,
  { id, nuclei }: Item,
): Promise<void> {
  if (nuclei === undefined) return;
  const { settings, currentId, announcement } = state;
  const asked = settings.value;
  try {
    const found = await segmenter.resplit(
      id,
      nuclei.model,
      asked.choice,
      asked.pixelSize,
    );
    // Another model was chosen meanwhile: its nuclei are waited for, or were stopped.
    if (state.model.value !== nuclei.model) return;
    keepNuclei(state, found, asked);
    if (id === currentId.value) announcement.value = `${writeNuclei(found.count)} now`;
  } catch (error) {
    const trouble = troubleOf(error);
    const stage = trouble.code === "stopped" ? "stopped" : "failed";
    changeItem(state.items, id, { stage, trouble });
  }
}
