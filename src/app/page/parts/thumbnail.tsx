/// <reference lib="dom" />
import { useEffect, useRef } from "preact/hooks";
import { brightnessOf, isDim, stretchPixels } from "../plain/stretch_pixels.ts";

/** A small picture, as bright as the viewer first shows it; decoration beside the name that stands next to it. */
export function Thumbnail({ picture }: { picture: ImageBitmap | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current === null || picture === undefined) return;
    canvas.current.width = picture.width;
    canvas.current.height = picture.height;
    const context = canvas.current.getContext("2d", { willReadFrequently: true });
    if (context === null) return;
    context.drawImage(picture, 0, 0);
    const data = context.getImageData(0, 0, picture.width, picture.height);
    const range = brightnessOf(data.data);
    if (!isDim(range)) return;
    data.data.set(stretchPixels(data.data, range));
    context.putImageData(data, 0, 0);
  }, [picture]);
  return (
    <span class="thumbnail" aria-hidden="true">
      {picture !== undefined && <canvas ref={canvas} />}
    </span>
  );
}
