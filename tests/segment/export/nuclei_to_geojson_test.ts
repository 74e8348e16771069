import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { findOutlines, InputError, nucleiToGeoJson } from "#karyon";
import { anyLabels, areaOf, labelsFrom } from "./shapes.ts";

const TWO = labelsFrom("1.2", "1..");
const outlines = findOutlines(TWO.labels, TWO.width, TWO.height);

Deno.test("nucleiToGeoJson() writes what QuPath writes: a closed polygon, its type, name and class", () => {
  assertEquals(JSON.parse(nucleiToGeoJson(outlines.slice(0, 1))), {
    type: "FeatureCollection",
    features: [{
      type: "Feature",
      geometry: {
        type: "Polygon",
        coordinates: [[[0, 0], [1, 0], [1, 2], [0, 2], [0, 0]]],
      },
      properties: {
        objectType: "detection",
        name: "1",
        classification: { name: "Nucleus", color: [60, 120, 255] },
      },
    }],
  });
});

Deno.test("nucleiToGeoJson() takes another type and class", () => {
  const classification = { name: "Tumor", color: [200, 0, 0] } as const;
  const text = nucleiToGeoJson(outlines, { objectType: "annotation", classification });
  const { properties } = JSON.parse(text).features[1];
  assertEquals(properties, {
    objectType: "annotation",
    name: "2",
    classification: { name: "Tumor", color: [200, 0, 0] },
  });
});

Deno.test("nucleiToGeoJson() joins measurements by label: numbers, yes and no, nothing else", () => {
  const rows = [
    {
      label: 2,
      area: 1,
      touches_edge: true,
      solidity: NaN,
      kind: "a",
      circularity: null,
    },
    { label: 1, area: 2, touches_edge: false },
  ];
  const { features } = JSON.parse(nucleiToGeoJson(outlines, { rows }));
  assertEquals(
    features.map(({ properties }: { properties: { measurements: unknown } }) =>
      properties.measurements
    ),
    [{ label: 1, area: 2, touches_edge: 0 }, { label: 2, area: 1, touches_edge: 1 }],
  );
});

Deno.test("nucleiToGeoJson() refuses rows that leave a nucleus out", () => {
  assertThrows(
    () => nucleiToGeoJson(outlines, { rows: [{ label: 1 }] }),
    InputError,
    "Expected a row for nucleus 2 but found none",
  );
});

Deno.test("nucleiToGeoJson() writes an image without nuclei", () => {
  assertEquals(JSON.parse(nucleiToGeoJson([])), {
    type: "FeatureCollection",
    features: [],
  });
});

Deno.test("nucleiToGeoJson() closes every ring, outer ones counterclockwise as RFC 7946 asks", () => {
  type Polygon = [number, number][][];
  fc.assert(
    fc.property(anyLabels(), ({ labels, width, height }) => {
      const { features } = JSON.parse(
        nucleiToGeoJson(findOutlines(labels, width, height)),
      );
      for (const { geometry, properties } of features) {
        const polygons: Polygon[] = geometry.type === "Polygon"
          ? [geometry.coordinates]
          : geometry.coordinates;
        assertEquals(geometry.type === "MultiPolygon", polygons.length > 1);
        let area = 0;
        for (const ring of polygons.flat()) {
          assertEquals(ring[0], ring.at(-1));
          area += areaOf(ring.slice(1));
        }
        for (const [outer] of polygons) assertEquals(Math.sign(areaOf(outer!)), 1);
        assertEquals(area, labels.filter((label) => label === +properties.name).length);
      }
    }),
    { numRuns: 50 },
  );
});
