/**
 * TensorFlow.js's own backend in JavaScript, with its wrong gradients mended.
 *
 * @module
 */
export { mendCpu } from "./mend_cpu.ts";
export { startCpu } from "./start.ts";
