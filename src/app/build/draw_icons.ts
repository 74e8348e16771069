/** The page's icon in the sizes that systems ask for. */
import type { BuiltFile } from "./bundle.ts";

/** Names as `index.html` and the manifest have them, with their sides in pixels. */
const ICONS = { "icon-192.png": 192, "icon-512.png": 512, "apple-touch-icon.png": 180 };

/** The resolution of an SVG whose pixels count once. */
const DPI = 72;

/**
 * Draws the icons.
 *
 * @param svg square
 */
export async function drawIcons(svg: Uint8Array): Promise<BuiltFile[]> {
  const { default: sharp } = await import("sharp");
  const { width = 0 } = await sharp(svg).metadata();
  return await Promise.all(
    Object.entries(ICONS).map(async ([path, side]) => ({
      path,
      bytes: new Uint8Array(
        await sharp(svg, { density: Math.max(DPI, DPI * side / width) })
          .resize(side, side).png().toBuffer(),
      ),
    })),
  );
}
