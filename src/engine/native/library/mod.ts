/**
 * oneDNN, the library that the engine `native` computes with: where it is, what
 * it can do, and how to get it.
 *
 * @module
 */
export { bringLibrary, type BringOptions } from "./bring_library.ts";
export { type Origin } from "./candidates.ts";
export { describeLibrary, type LibraryDescription } from "./describe_library.ts";
export { findLibrary, type Library, type Search } from "./find_library.ts";
export { howToGetNative } from "./how_to_get_native.ts";
export { type LibraryFacts, type Runtime } from "./inspect_library.ts";
export { openLibrary } from "./open_library.ts";
export { pinLibrary } from "./pin_library.ts";
export { openThreads, type Threads } from "./threads.ts";
