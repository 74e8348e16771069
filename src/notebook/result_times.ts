/** Telling what was timed from what was computed: two runs share only the latter. */

const UNITS = "ms|milliseconds?|s|sec|seconds?|min|minutes?|h|hours?";

/** `3 min 20 s`, `12.5 ms`, `0.4 seconds` and the like. */
const DURATION = new RegExp(`(?<![\\w.])\\d[\\d.,]*(e[+-]?\\d+)?\\s?(${UNITS})\\b`, "g");

/** A date with or without a time of day. */
const DATE = /\b\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?( UTC|Z)?)?/g;

const NAME = new RegExp(
  `(^|[^\\p{L}\\p{N}])(${UNITS}|times?|dates?|started|speed|faster|throughput)` +
    `($|[^\\p{L}\\p{N}])`,
  "iu",
);

/** A text with its durations and dates replaced by a dot each. */
export const maskTimes = (text: string): string =>
  text.replace(DATE, "·").replace(DURATION, "·");

/** Whether a text tells a duration or a date. */
export const tellsTime = (text: string): boolean => maskTimes(text) !== text;

/**
 * Whether a column or a row of this name holds times: `fastest_ms`, `time (s)`,
 * `started`. Longer texts are sentences, no names.
 */
export const namesTime = (name: string): boolean => name.length <= 40 && NAME.test(name);
