import { assertEquals } from "@std/assert";
import {
  filesOfDrop,
  filesOfPaste,
  pickImages,
} from "../../../../src/app/page/plain/picked_files.ts";

const named = (name: string) => ({ file: new File([], name), name });

function fileEntry(name: string) {
  return {
    name,
    isFile: true,
    isDirectory: false,
    file: (give: (file: File) => void) => give(new File([], name)),
  };
}

/** A browser gives the entries of a folder in several parts, the last of them empty. */
function folderEntry(name: string, parts: unknown[][]) {
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader() {
      const left = [...parts, []];
      return { readEntries: (give: (entries: unknown[]) => void) => give(left.shift()!) };
    },
  };
}

function drop(...entries: { name: string }[]): DataTransfer {
  return {
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
    files: entries.map(({ name }) => new File([], name)),
  } as unknown as DataTransfer;
}

Deno.test("of a folder, files that look like images are taken", () => {
  const names = ["a.PNG", "b.tiff", "c.txt", ".hidden.png", "d.jpeg", "Thumbs.db"];
  const { files, skipped } = pickImages(names.map(named));
  assertEquals(files.map(({ name }) => name), ["a.PNG", "b.tiff", "d.jpeg"]);
  assertEquals(skipped, 3);
});

Deno.test("files that are dropped are taken whatever they are", async () => {
  const { files, skipped } = await filesOfDrop(
    drop(fileEntry("notes.txt"), fileEntry("a.png")),
  );
  assertEquals(files.map(({ name }) => name), ["notes.txt", "a.png"]);
  assertEquals(skipped, 0);
});

Deno.test("folders are searched to their ground, in the order that a person counts", async () => {
  const inner = folderEntry("deep", [[fileEntry("x.tif")]]);
  const folder = folderEntry("set", [
    [fileEntry("10.png"), fileEntry("2.png"), fileEntry("list.csv")],
    [inner],
  ]);
  const { files, skipped } = await filesOfDrop(drop(fileEntry("one.dat"), folder));
  assertEquals(files.map(({ name }) => name), ["one.dat", "2.png", "10.png", "x.tif"]);
  assertEquals(skipped, 1);
});

Deno.test("pasted pictures get names that differ", () => {
  const files = [
    new File([], "image.png"),
    new File([], "image.png"),
    new File([], "c.png"),
  ];
  const names = filesOfPaste(
    { files } as unknown as DataTransfer,
    new Date(2026, 0, 2, 9, 8, 7),
  ).map(({ name }) => name);
  assertEquals(names, ["pasted-090807.png", "pasted-090807-2.png", "c.png"]);
});
