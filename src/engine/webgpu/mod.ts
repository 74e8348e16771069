/**
 * TensorFlow.js's `webgpu` backend on Deno's WebGPU: a hardware adapter unless
 * software is asked for, kernels that train at a GPU's speed, and errors that
 * name the kernel.
 *
 * @module
 */
export { startWebGpu } from "./start.ts";
