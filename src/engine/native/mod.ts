/**
 * TensorFlow.js on oneDNN, through Deno's foreign functions.
 *
 * @module
 */
export { startNative } from "./start.ts";
