/** One live display for work that takes a while. */
import { randomUUID } from "node:crypto";
import { type Chart, onInterrupt, type OnProgress } from "../base/mod.ts";
import { type Displayed, inNotebook, send, settle } from "./display.ts";
import { element } from "./html.ts";
import { base64, chartDisplay, chartPng } from "./show_figure.ts";

/** Draws work as it goes on; every method may be called as a free function. */
export interface Progress {
  /**
   * Says how far the work is. Draws at most four times a second.
   *
   * @throws {DOMException} `AbortError` after the notebook's stop button, so that
   *   work which reports to a bar ends there
   */
  readonly update: OnProgress;
  /** Sets the chart that is drawn under the bar. */
  readonly chart: (chart: Chart) => void;
  /** Draws the last state, which the notebook keeps, and waits for it. */
  readonly done: (note?: string) => Promise<void>;
}

const INTERVAL_MILLISECONDS = 250;

interface State {
  done: number;
  total: number;
  note: string | undefined;
  chart: Chart | undefined;
}

/** The state in words. No times: a notebook run again should look the same. */
function words(
  label: string,
  unit: string,
  { done, total, note }: State,
): string {
  const steps = total === 0
    ? ""
    : `: ${done} of ${total}${unit === "" ? "" : ` ${unit}`}`;
  return `${label}${steps}${note === undefined ? "" : `, ${note}`}`;
}

/** Words and bar as HTML, and the chart as a picture under them. */
async function liveHtml(
  text: string,
  { done, total, chart }: State,
): Promise<string> {
  const bar = element("progress", {
    value: done,
    max: Math.max(1, total),
    style: "width:20em;max-width:100%;vertical-align:middle",
  });
  const picture = chart === undefined ? [] : [element("img", {
    alt: chart.alt,
    width: chart.width,
    src: `data:image/png;base64,${base64(await chartPng(chart))}`,
    style: "display:block;max-width:100%",
  })];
  return element(
    "div",
    { class: "karyon-progress" },
    bar,
    " ",
    text,
    ...picture,
  ).html;
}

async function drawing(
  text: string,
  state: State,
  last: boolean,
): Promise<Displayed> {
  const figure = last && state.chart !== undefined
    ? await chartDisplay(state.chart)
    : undefined;
  return {
    data: {
      ...figure?.data,
      "text/html": await liveHtml(text, state),
      "text/plain": text,
    },
    metadata: {
      ...figure?.metadata,
      ...(figure ? {} : { karyon: { role: "progress" } }),
    },
  };
}

/**
 * Opens a live display: a bar, a note, and a chart if one is given.
 *
 * Drawing never throws: a picture that cannot be drawn must not end a training.
 * Outside a notebook a terminal gets one line at the end of the work.
 *
 * @param label what is being done
 * @param options.unit what is counted, in the plural
 *
 * @example
 * ```ts
 * import { progress } from "#karyon";
 * const bar = progress("Training", { unit: "epochs" });
 * for (let epoch = 1; epoch <= 3; epoch++) bar.update(epoch, 3, "loss 0.2");
 * await bar.done("best at epoch 3");
 * ```
 */
export function progress(
  label: string,
  options: { unit?: string } = {},
): Progress {
  const unit = options.unit ?? "";
  const id = randomUUID();
  const state: State = { done: 0, total: 0, note: undefined, chart: undefined };
  let drawn = false;
  let finished = false;
  let lastTime = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let queue: Promise<void> = Promise.resolve();
  let interrupted = false;
  let release: (() => void) | undefined;

  const draw = (last: boolean): void => {
    clearTimeout(timer);
    timer = undefined;
    lastTime = performance.now();
    queue = queue.then(async () => {
      const picture = await drawing(words(label, unit, state), state, last);
      await send({ ...picture, id, update: drawn });
      drawn = true;
    }).catch(() => {});
  };
  const schedule = (): void => {
    if (finished || timer !== undefined || !inNotebook()) return;
    const wait = lastTime + INTERVAL_MILLISECONDS - performance.now();
    if (wait <= 0) draw(false);
    else timer = setTimeout(() => draw(false), wait);
  };
  return {
    update(done, total, note) {
      if (interrupted) {
        release?.();
        throw new DOMException(`${label} was stopped`, "AbortError");
      }
      if (!finished && inNotebook()) {
        release ??= onInterrupt(() => interrupted = true);
      }
      Object.assign(state, { done, total, note });
      schedule();
    },
    chart(chart) {
      state.chart = chart;
      schedule();
    },
    async done(note) {
      if (finished) return;
      finished = true;
      release?.();
      state.note = note ?? state.note;
      draw(true);
      await queue;
      await settle();
    },
  };
}
