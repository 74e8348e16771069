/** What the test of the browser's decoders puts into its page. */
import { decodeBitmap } from "../../../src/app/files/decode_bitmap.ts";

Object.assign(globalThis, { decodeBitmap });
