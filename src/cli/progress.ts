// @ts-types="@types/cli-progress"
import { Presets, SingleBar } from "cli-progress";
import type { OnProgress } from "../base/mod.ts";

/** A progress bar on standard error; where that is no terminal, a few lines. */
export interface Bar {
  readonly update: OnProgress;
  stop(): void;
}

/** Draws a bar as soon as there is something to draw. */
export function progressBar(label: string): Bar {
  const bar = new SingleBar({
    format: `${label} {bar} {value}/{total} {note} {eta_formatted} left`,
    stream: globalThis.process.stderr,
    hideCursor: false,
    fps: 4,
    // A log file gets a line now and then, not a redrawn one.
    noTTYOutput: true,
    notTTYSchedule: 30_000,
  }, Presets.shades_classic);
  let total = 0, last = 0;
  return {
    update: (done, of, note = "") => {
      // A new round, such as the next epoch: the time left is counted anew.
      if (of !== total || done < last) bar.start(of, 0, { note });
      [total, last] = [of, done];
      bar.update(done, { note });
    },
    stop: () => {
      if (total > 0) bar.stop();
    },
  };
}
