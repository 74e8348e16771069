import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  fitView,
  limitView,
  panView,
  revealBox,
  seenBox,
  toImage,
  toScreen,
  zoomAround,
} from "../../../src/app/viewer/view.ts";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const size = fc.record({
  width: fc.integer({ min: 1, max: 5000 }),
  height: fc.integer({ min: 1, max: 5000 }),
});
const view = fc.record({
  x: number(-100, 5000),
  y: number(-100, 5000),
  scale: number(0.02, 48),
});
const point = fc.record({ x: number(-4000, 4000), y: number(-4000, 4000) });

Deno.test("a point of the image comes back from the screen", () => {
  fc.assert(fc.property(view, size, point, (seen, host, at) => {
    const back = toImage(seen, host, toScreen(seen, host, at));
    assertAlmostEquals(back.x, at.x, 1e-6);
    assertAlmostEquals(back.y, at.y, 1e-6);
  }));
});

Deno.test("zooming keeps the pixel under the pointer while it lies in the image", () => {
  fc.assert(fc.property(
    size,
    size,
    number(0.3, 4),
    number(0, 1),
    number(0, 1),
    (image, host, factor, right, down) => {
      const seen = limitView(
        { x: image.width * right, y: image.height * down, scale: 2 },
        image,
        host,
      );
      const at = { x: host.width * down, y: host.height * right };
      const before = toImage(seen, host, at);
      const zoomed = zoomAround(seen, image, host, factor, at);
      const after = toImage(zoomed, host, at);
      // At the image's end the view stops, and the point moves.
      const isFree = zoomed.x > 0 && zoomed.y > 0 && zoomed.x < image.width &&
        zoomed.y < image.height;
      if (!isFree) return;
      assertAlmostEquals(after.x, before.x, 1e-6);
      assertAlmostEquals(after.y, before.y, 1e-6);
    },
  ));
});

Deno.test("what fits is the whole image in the middle, touching two sides", () => {
  const image = { width: 400, height: 100 }, host = { width: 200, height: 300 };
  const fit = fitView(image, host);
  assertEquals(fit, { x: 200, y: 50, scale: 0.5 });
  assertEquals(seenBox(fit, host), { left: 0, top: -250, right: 400, bottom: 350 });
});

Deno.test("a view neither leaves the image nor zooms beyond its limits", () => {
  fc.assert(fc.property(view, size, size, (seen, image, host) => {
    const limited = limitView(seen, image, host);
    assert(limited.x >= 0 && limited.x <= image.width);
    assert(limited.y >= 0 && limited.y <= image.height);
    const fit = fitView(image, host).scale;
    assert(limited.scale >= fit / 2 && limited.scale <= Math.max(48, fit * 2));
    assertEquals(limitView(limited, image, host), limited);
  }));
});

Deno.test("dragging moves the image by as many CSS pixels", () => {
  const image = { width: 100, height: 100 }, host = { width: 200, height: 200 };
  const moved = panView({ x: 50, y: 50, scale: 4 }, image, host, { x: 20, y: -8 });
  assertEquals(moved, { x: 45, y: 52, scale: 4 });
});

Deno.test("a nucleus in sight stays where it is; another comes to the middle, large enough", () => {
  const image = { width: 1000, height: 1000 }, host = { width: 200, height: 200 };
  const seen = { x: 100, y: 100, scale: 1 };
  const near = { left: 90, top: 90, right: 120, bottom: 110 };
  assertEquals(revealBox(seen, image, host, near), seen);
  const far = { left: 800, top: 900, right: 830, bottom: 920 };
  assertEquals(revealBox(seen, image, host, far), { x: 815, y: 910, scale: 1 });
  const tiny = { left: 500, top: 500, right: 504, bottom: 502 };
  assertEquals(revealBox(seen, image, host, tiny), { x: 502, y: 501, scale: 10 });
});
