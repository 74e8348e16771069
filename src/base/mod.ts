/**
 * What every room may use: errors with a file's name, files written whole,
 * seeded random numbers, and the plain types that pass between rooms.
 *
 * @module
 */
export { InputError, messageOf } from "./errors.ts";
export { findByName } from "./find_by_name.ts";
export { type Random, seededRandom, shuffle } from "./random.ts";
export type { Chart, OnProgress, Row, Table } from "./types.ts";
export { version } from "./version.ts";
export { writeBeside } from "./write_beside.ts";
