import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { stemOf, uniqueNames } from "../../../src/app/files/names.ts";

Deno.test("stemOf() keeps the stem and drops what no file's name can hold", () => {
  const cases = [
    ["cells.png", "cells"],
    ["day 2.ome.tif", "day 2.ome"],
    ["Zellkerne für Böden.jpeg", "Zellkerne für Böden"],
    ["../../etc/passwd", ".._.._etc_passwd".replace(/^\.+/, "")],
    ["<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_"],
    ["a\u202egnp.exe.png", "a_gnp.exe"],
    ["con.png", "_con"],
    [".png", "image"],
    ["...", "image"],
    ["sample 1.5x", "sample 1"],
  ] as const;
  for (const [name, stem] of cases) assertEquals(stemOf(name), stem, name);
  assertEquals(stemOf(`${"𝒳".repeat(100)}.png`), "𝒳".repeat(60));
});

/** What names are hard by. */
const UNITS = [...'aZ9 ._-/\\:<>"|?*\n\u0000\u202eé𝒳😀', "con", ".png", ".."];

Deno.test("stemOf() gives a name that every system takes, whatever a file is called", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...UNITS) }), (name) => {
    const stem = stemOf(name);
    assert(stem.length > 0 && new TextEncoder().encode(stem).length <= 240, stem);
    assert(!/[<>:"/\\|?*]/.test(stem) && !/^[\s.]|[\s.]$/.test(stem), stem);
  }));
});

Deno.test("uniqueNames() numbers the results of images that share a stem, alike for each kind", () => {
  assertEquals(
    uniqueNames([
      ...["a.mask.png", "a.nuclei.csv"],
      ...["A.mask.png", "A.nuclei.csv"],
      ...["b.mask.png", "b.nuclei.csv"],
      ...["a.mask.png", "a.nuclei.csv"],
    ]),
    [
      ...["a.mask.png", "a.nuclei.csv"],
      ...["A (2).mask.png", "A (2).nuclei.csv"],
      ...["b.mask.png", "b.nuclei.csv"],
      ...["a (3).mask.png", "a (3).nuclei.csv"],
    ],
  );
  fc.assert(fc.property(fc.array(fc.constantFrom("a", "A", "a (2)", "b")), (stems) => {
    const names = uniqueNames(stems.map((stem) => `${stem}.geojson`));
    assertEquals(new Set(names.map((name) => name.toLowerCase())).size, stems.length);
  }));
});
