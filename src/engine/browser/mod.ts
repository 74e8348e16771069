/**
 * The engines `webgpu` and `wasm` in a browser, whose page brings their files along.
 *
 * @module
 */
export { startWasmInBrowser, type WasmFiles } from "./start_wasm.ts";
export { startWebGpuInBrowser } from "./start_webgpu.ts";
