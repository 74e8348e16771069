/** Images to try the page with: drawn, never real ones. */
import { drawSyntheticSample, type SyntheticKindName } from "../../dataset/mod.ts";
import { encodePng, type Image } from "../../images/mod.ts";
import type { BuiltFile } from "./bundle.ts";

/** What is drawn: of the part of the set that no model was trained with. */
const EXAMPLES: readonly {
  readonly file: string;
  readonly title: string;
  readonly kind: SyntheticKindName;
  readonly index: number;
}[] = [
  { file: "cultured.png", title: "Cultured cells", kind: "white-on-black", index: 8 },
  { file: "crowded.png", title: "Crowded tissue", kind: "crowded-on-black", index: 4 },
  { file: "stained.jpg", title: "Stained tissue", kind: "purple-on-purple", index: 0 },
  {
    file: "large_dim.png",
    title: "Large, dim nuclei",
    kind: "large-dim-on-black",
    index: 4,
  },
];

/** How much JPEG keeps: what it drops, nobody sees. */
const QUALITY = 92;

/** As its name says; stained tissue is small as JPEG, which microscopes write too. */
async function encode(name: string, image: Image): Promise<Uint8Array> {
  const png = await encodePng(image);
  if (!name.endsWith(".jpg")) return png;
  const { default: sharp } = await import("sharp");
  return new Uint8Array(
    await sharp(png).removeAlpha().jpeg({ quality: QUALITY }).toBuffer(),
  );
}

/** Pixels along each side of a thumbnail; the page shows half as many. */
const THUMBNAIL = 240;

/** All of them are fetched with the page, before anybody has asked for one. */
async function shrink(bytes: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  const small = sharp(bytes).resize(THUMBNAIL, THUMBNAIL, { fit: "cover" });
  return new Uint8Array(await small.webp({ quality: 65 }).toBuffer());
}

const thumbnailOf = (file: string) => file.replace(/\.\w+$/, "_small.webp");

let drawn: Promise<BuiltFile[]> | undefined;

/** Draws them, once, and `examples/index.json`, which lists them. */
export function drawExamples(): Promise<BuiltFile[]> {
  return drawn ??= draw();
}

async function draw(): Promise<BuiltFile[]> {
  const pictures = await Promise.all(EXAMPLES.map(async ({ file, kind, index }) => {
    const { image } = drawSyntheticSample(1, index, { split: "test", kind });
    const bytes = await encode(file, image);
    const small = await shrink(bytes);
    return [
      { path: `examples/${file}`, bytes },
      { path: `examples/${thumbnailOf(file)}`, bytes: small },
    ];
  }));
  const list = EXAMPLES.map(({ file, title }) => ({
    file,
    title,
    thumbnail: thumbnailOf(file),
  }));
  const bytes = new TextEncoder().encode(JSON.stringify(list));
  return [{ path: "examples/index.json", bytes }, ...pictures.flat()];
}
