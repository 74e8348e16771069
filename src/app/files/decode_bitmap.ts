/// <reference lib="dom" />
import type { Bitmap, BitmapDecoder } from "../../images/mod.ts";

/** A canvas keeps colours multiplied by alpha, and so forgets those of clear pixels. */
function readByCanvas(bitmap: ImageBitmap): Bitmap {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d", {
    willReadFrequently: true,
  });
  if (context === null) throw new RangeError("canvas allocation failed");
  context.drawImage(bitmap, 0, 0);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/**
 * Reads pixels as they are, by way of a texture.
 *
 * @returns undefined where there is no WebGL, or not for a picture of this size
 */
function readByTexture(bitmap: ImageBitmap): Bitmap | undefined {
  const { width, height } = bitmap;
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (gl === null || Math.max(width, height) > gl.getParameter(gl.MAX_TEXTURE_SIZE)) {
    return undefined;
  }
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  const { FRAMEBUFFER, COLOR_ATTACHMENT0, TEXTURE_2D } = gl;
  const texture = gl.getParameter(gl.TEXTURE_BINDING_2D);
  gl.framebufferTexture2D(FRAMEBUFFER, COLOR_ATTACHMENT0, TEXTURE_2D, texture, 0);
  const data = new Uint8Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
  const isRead = gl.getError() === gl.NO_ERROR;
  // Browsers keep few of these; this one is not needed any more.
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return isRead ? { width, height, data } : undefined;
}

const probe = Uint8ClampedArray.from(
  { length: 32 * 32 * 4 },
  (_, i) => i % 4 === 3 ? 255 : i * 7,
);

/** Some browsers alter the pixels that a page reads, so that it knows nobody by them. */
function altersPixels(): boolean {
  const context = new OffscreenCanvas(32, 32).getContext("2d", {
    willReadFrequently: true,
  });
  context?.putImageData(new ImageData(probe.slice(), 32, 32), 0, 0);
  const read = context?.getImageData(0, 0, 32, 32).data;
  return read === undefined || probe.some((value, i) => value !== read[i]);
}

const ALTERED = "This browser alters the pixels that pages read from such a file: " +
  "for exact values, give it as PNG or TIFF.";

const APPROXIMATE = "The colours of pixels that are not opaque are approximate.";

/**
 * Has the browser decode a picture. Colour profiles are not applied: the values are
 * those that the file holds.
 */
export const decodeBitmap: BitmapDecoder = async (bytes, type, hasAlpha) => {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type });
  const bitmap = await createImageBitmap(blob, {
    colorSpaceConversion: "none",
    premultiplyAlpha: hasAlpha ? "none" : "default",
  });
  try {
    const exact = hasAlpha ? readByTexture(bitmap) : undefined;
    const read = exact ?? readByCanvas(bitmap);
    if (altersPixels()) return { ...read, warning: ALTERED };
    return hasAlpha && !exact ? { ...read, warning: APPROXIMATE } : read;
  } finally {
    bitmap.close();
  }
};
