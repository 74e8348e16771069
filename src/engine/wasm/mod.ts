/**
 * TensorFlow.js's `wasm` backend with the kernels that training needs.
 *
 * @module
 */
export { startWasm } from "./start.ts";
