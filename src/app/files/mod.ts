/**
 * Files in and out in a browser: from what a person gives to an image, and from nuclei to
 * what is saved.
 *
 * @module
 */
export { type DecodedBlob, decodeFile } from "./decode_file.ts";
export { toDisplayPixels } from "./display_pixels.ts";
export { encodeDownloads, type NucleiToSave } from "./encode_downloads.ts";
export { zipFiles } from "./zip_files.ts";
