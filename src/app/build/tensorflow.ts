/**
 * What stands in for `@tensorflow/tfjs` in a browser: tensors and layers, without the
 * backends that Karyon does not compute with, and without what reads data or converts.
 *
 * @module
 */
export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
