/// <reference lib="dom" />
import { computed, type Signal, signal } from "@preact/signals";
import type { EngineWords, OfferedModel, SplitChoice, Trouble } from "../../segmenter.ts";
import { Kept } from "../plain/kept.ts";
import type { Order } from "../plain/sort_rows.ts";
import { type Item, keyOfSettings, needsNetwork, needsSplit } from "./item.ts";

/** Bytes of pixels and of labels that the page keeps for images seen lately. */
const BUDGET = 300e6;

/** What the viewer draws. */
export interface Shown {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
  readonly labels?: Int32Array;
}

/** A model on its way. */
export interface Fetching {
  readonly model: string;
  readonly bytes: number;
  readonly total: number;
}

/** Tiles of an image. */
export interface Progress {
  readonly id: string;
  readonly done: number;
  readonly total: number;
}

/** All that the page knows; the parts of the page read it, the bench writes it. */
export function createState(models: readonly OfferedModel[], firstModel: string) {
  const items = signal<readonly Item[]>([]);
  const currentId = signal<string | undefined>(undefined);
  const model = signal(firstModel);
  const choice = signal<SplitChoice>({});
  const pixelSize = signal<number | undefined>(undefined);
  const settings = computed(() => ({ choice: choice.value, pixelSize: pixelSize.value }));
  const settingsKey = computed(() => keyOfSettings(settings.value));
  return {
    models,
    items,
    currentId,
    current: computed(() => items.value.find(({ id }) => id === currentId.value)),
    model,
    choice,
    pixelSize,
    settings,
    settingsKey,
    engine: signal<EngineWords | undefined>(undefined),
    trouble: signal<Trouble | undefined>(undefined),
    fetching: signal<Fetching | undefined>(undefined),
    progress: signal<Progress | undefined>(undefined),
    /** Whether the work is to end before the network is asked next. */
    stopping: signal(false),
    /** Whether any image waits or is at work. */
    busy: computed(() =>
      items.value.some((item) =>
        item.stage === "reading" || item.stage === "finding" ||
        needsNetwork(item)
      )
    ),
    /** Whether some nuclei are of settings that do not hold any more. */
    stale: computed(() =>
      items.value.some((item) => needsSplit(item, settingsKey.value))
    ),
    shown: signal<Shown | undefined>(undefined),
    /** Label of the nucleus that is looked at. */
    selected: signal<number | undefined>(undefined),
    /** How tables are sorted, and whether they show every column. */
    table: {
      order: signal<Order>({ column: "label", descending: false }),
      all: signal(false),
    },
    /** The last thing worth saying aloud. */
    announcement: signal(""),
    pixels: new Kept<Uint8ClampedArray>(BUDGET),
    labels: new Kept<Int32Array>(BUDGET),
  };
}

export type State = ReturnType<typeof createState>;

/** Changes one image of the list; one that is gone stays away. */
export function changeItem(
  items: Signal<readonly Item[]>,
  id: string,
  change: Partial<Item>,
): void {
  items.value = items.value.map((item) => item.id === id ? { ...item, ...change } : item);
}
