/**
 * What every room may use: errors with a file's name, files written whole,
 * work off the main thread, seeded random numbers, and the plain types that
 * pass between rooms.
 *
 * @module
 */
export { InputError, messageOf } from "./errors.ts";
export { findByName } from "./find_by_name.ts";
export { INTERRUPT, onInterrupt } from "./interrupt.ts";
export type { Listeners } from "./background_messages.ts";
export { type Random, seededRandom, shuffle } from "./random.ts";
export { type BackgroundWork, runInBackground } from "./run_in_background.ts";
export { serveBackground, type Starter } from "./serve_background.ts";
export type { Chart, OnProgress, Row, Table } from "./types.ts";
export { version } from "./version.ts";
export { writeBeside } from "./write_beside.ts";
