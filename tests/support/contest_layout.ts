import { createImage, encodePng, writeBeside } from "#karyon";

/** Two nuclei in a 4 x 3 image, one mask each, as the contest lays them out. */
export async function contestFiles(): Promise<Record<string, Uint8Array>> {
  const image = createImage(4, 3, 4);
  image.data.fill(255);
  const left = createImage(4, 3, 1), right = createImage(4, 3, 1);
  left.data.set([255, 0, 0, 0, 255]);
  right.data[11] = 255;
  return {
    "abc/images/abc.png": await encodePng(image),
    "abc/masks/1.png": await encodePng(left),
    "abc/masks/2.png": await encodePng(right),
  };
}

/** The same two nuclei as run-length codes: column 1 rows 1-2; the last pixel. */
export const SOLUTION = "ImageId,EncodedPixels,Height,Width,Usage\n" +
  "xyz,1 2,3,4,Public\nxyz,12 1,3,4,Public\n";

export async function writeFiles(
  folder: string,
  files: Record<string, Uint8Array | string>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await writeBeside(`${folder}/${name}`, content);
  }
}

/** The same files under another ImageId, without masks. */
export function asTest(files: Record<string, Uint8Array>): Record<string, Uint8Array> {
  return { "xyz/images/xyz.png": files["abc/images/abc.png"]! };
}
